import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Book } from './book.ts'
import { type Manners, PRESETS } from './manners.ts'
import { arrivalRows, contactRows, mannersText, page } from './page.ts'

type PageCall = {
  path: string
  request: IncomingMessage
  response: ServerResponse
  book: Book
  manners: Manners
  secret: (value: string) => void
  knownSecret: string | undefined
}

const FILES = new Map([
  ['/_/page.css', { file: 'page.css', type: 'text/css; charset=utf-8' }],
  ['/_/page.js', { file: 'page.js', type: 'text/javascript; charset=utf-8' }],
])
const POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; form-action 'self'"

/** The page at `/` and what it needs under `/_/`; anything else there is 404. */
export async function servePage(call: PageCall): Promise<void> {
  const { path, request, response } = call
  const form = FORMS.get(path)
  if (request.method === 'POST' && form !== undefined) {
    form(call, new URLSearchParams(await textOf(request)))
    return void response.writeHead(303, { location: '/' }).end()
  }
  if (path === '/') {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': POLICY })
    return void response.end(page(call.book, call.manners, call.knownSecret))
  }
  if (path === '/_/news') return streamNews(call)
  const asset = FILES.get(path)
  if (asset === undefined) return void response.writeHead(404).end()
  const content = await readFile(new URL(asset.file, import.meta.url))
  response.writeHead(200, { 'content-type': asset.type }).end(content)
}

const FORMS = new Map<string, (call: PageCall, form: URLSearchParams) => void>([
  [
    '/_/behave',
    ({ manners }, form) => {
      const behaviour = PRESETS.find(({ id }) => id === form.get('answer'))?.behaviour ?? { kind: 'well' }
      const times = Number(form.get('times'))
      manners.order({ behaviour, times: times > 0 ? times : Number.POSITIVE_INFINITY })
    },
  ],
  [
    '/_/secret',
    ({ secret }, form) => {
      const value = form.get('secret')?.trim()
      if (value) secret(value)
    },
  ],
])

/** Server-sent events: each arrival brings its own row and what else it changed, as HTML. */
function streamNews({ response, book, manners }: PageCall): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
  response.write(': hello\n\n')
  const stop = book.onReceived((received) => {
    const news = {
      n: received.n,
      arrival: arrivalRows(received),
      contacts: contactRows(book),
      manners: mannersText(manners),
    }
    response.write(`data: ${JSON.stringify(news)}\n\n`)
  })
  response.once('close', stop)
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request.setEncoding('utf8')) text += chunk
  return text
}
