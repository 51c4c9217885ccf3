import type { Reply } from '../wire/reply.ts'

const SHORTEST_SECRET = 6
const INSTEAD = '••••'

/** The reply without the secrets that were sent: a receiver that quotes our request must not carry them into logs or Slack. */
export function redactedReply(reply: Reply, secrets: readonly string[]): Reply {
  const said = reply.kind === 'failed' ? reply.message : [...Object.values(reply.headers), reply.body].join('\n')
  const hidden = quotedIn(said, secrets)
  if (hidden.length === 0) return reply
  hidden.sort((a, b) => b.length - a.length)
  const clean = (text: string) => hidden.reduce((rest, secret) => rest.replaceAll(secret, INSTEAD), text)
  if (reply.kind === 'failed') return { ...reply, message: clean(reply.message) }
  const headers = Object.fromEntries(Object.entries(reply.headers).map(([name, value]) => [name, clean(value)]))
  return { ...reply, headers, body: clean(reply.body) }
}

function quotedIn(said: string, secrets: readonly string[]): string[] {
  const mayBeEscaped = said.includes('\\')
  const quoted: string[] = []
  for (const secret of secrets) {
    for (const spelling of spellings(secret, mayBeEscaped)) if (said.includes(spelling)) quoted.push(spelling)
  }
  return quoted
}

/** A value whole, its parts (`Bearer abc` is quoted as `abc`, too), and both as JSON writes them where there may be JSON's escapes. */
function spellings(secret: string, mayBeEscaped: boolean): string[] {
  const all = /\s/.test(secret) ? [secret, ...secret.split(/\s+/)] : [secret]
  const parts = all.filter((part) => part.length >= SHORTEST_SECRET)
  return mayBeEscaped ? parts.flatMap((part) => [part, JSON.stringify(part).slice(1, -1)]) : parts
}
