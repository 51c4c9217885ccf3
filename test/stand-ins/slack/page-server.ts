import type { IncomingMessage, ServerResponse } from 'node:http'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { Changes } from './changes.ts'
import { answerJson, parseArgs, readBody } from './http.ts'
import type { Json } from './json.ts'
import { type Deeds, doDeed } from './page-deeds.ts'
import type { Page } from './server.ts'
import { type Offers, snapshot } from './snapshot.ts'
import { directMessage, type World } from './state.ts'

/** Changes that come together are shown together. */
const REDRAW_AFTER_MS = 40

const HTML = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Local Slack</title>
<link rel="icon" href="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'><rect width='16' height='16' rx='4' fill='%233f0e40'/><circle cx='8' cy='8' r='4' fill='%232eb67d'/></svg>">
<link rel="stylesheet" href="/page/page.css">
</head>
<body><div id="root"></div><script src="/page/page.js"></script></body>
</html>`

/** The page loads nothing from elsewhere but the pictures that a message shows. */
const CONTENT_SECURITY_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; img-src 'self' data: http: https:"

/** Script and style of the page, made in memory on first need. */
async function bundle(): Promise<Map<string, string>> {
  const entry = fileURLToPath(new URL('./page/main.tsx', import.meta.url))
  const { outputFiles } = await build({
    entryPoints: { page: entry },
    outdir: '/page',
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'silent',
  })
  return new Map(
    outputFiles.map((file) => [file.path.endsWith('.css') ? '/page/page.css' : '/page/page.js', file.text]),
  )
}

/** The web page: HTML, its script, a stream of what one person sees, and what that person does. */
export function localPage(
  world: World,
  changes: Changes,
  deeds: Deeds,
  offers: Offers,
): { page: Page; endStreams: () => void } {
  let bundled: Promise<Map<string, string>> | undefined
  const streams = new Set<ServerResponse>()

  async function serveFile(path: string, response: ServerResponse): Promise<void> {
    bundled ??= bundle()
    const text = (await bundled).get(path)
    if (text === undefined) return answerJson(response, 404, { ok: false })
    response.writeHead(200, {
      'content-type': path.endsWith('.css') ? 'text/css' : 'text/javascript',
      'cache-control': 'no-cache',
    })
    response.end(text)
  }

  function stream(user: string, response: ServerResponse): void {
    if (!world.users.has(user)) {
      answerJson(response, 404, { ok: false, error: 'user_not_found' })
      return
    }
    directMessage(world, user)
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' })
    let timer: NodeJS.Timeout | undefined
    const show = () => {
      timer = undefined
      response.write(`data: ${JSON.stringify(snapshot(world, user, offers))}\n\n`)
    }
    const stop = changes.watch(() => {
      timer ??= setTimeout(show, REDRAW_AFTER_MS)
    })
    streams.add(response)
    response.on('close', () => {
      stop()
      clearTimeout(timer)
      streams.delete(response)
    })
    show()
  }

  async function act(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const args: Json | undefined = parseArgs(await readBody(request), request.headers['content-type'] ?? '')
    try {
      answerJson(response, 200, await doDeed(deeds, args ?? {}))
    } catch (error) {
      answerJson(response, 409, { warning: error instanceof Error ? error.message : String(error) })
    }
  }

  const page: Page = async (path, request, response) => {
    if (path === '/page/stream') stream(new URL(request.url ?? '', world.url).searchParams.get('user') ?? '', response)
    else if (path === '/page/act' && request.method === 'POST') await act(request, response)
    else if (path.startsWith('/page/')) await serveFile(path, response)
    else if (path === '/' || path.startsWith('/archives/')) {
      response.writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': CONTENT_SECURITY_POLICY,
      })
      response.end(HTML)
    } else return false
    return true
  }

  function endStreams(): void {
    for (const response of streams) response.end()
  }

  return { page, endStreams }
}
