const LONGEST_CHARACTERS = 200
const DEEPEST = 4
/** Where receivers put the sentence that explains a refusal, the most telling first. */
const TELLING_KEYS = ['message', 'error_description', 'detail', 'error', 'errors', 'reason', 'title']

/** What the receiver itself says about its refusal, in one line of at most 200 characters; null when it says nothing to people. */
export function ownWords(body: string): string | null {
  const text = body.trim()
  const said = isJson(text) ? saidIn(parsed(text), 0) : isPage(text) ? null : text
  const line = said?.replace(/[\s\p{Cc}]+/gu, ' ').trim() ?? ''
  return line === '' ? null : [...line].slice(0, LONGEST_CHARACTERS).join('')
}

const isJson = (text: string) => /^[[{"]/.test(text)
const isPage = (text: string) => text.startsWith('<')

function saidIn(value: unknown, depth: number): string | null {
  if (typeof value === 'string') return sentence(value, depth)
  if (depth === DEEPEST || typeof value !== 'object' || value === null) return null
  const named = new Map<string, unknown>(Object.entries(value))
  const parts = Array.isArray(value) ? value.slice(0, 1) : TELLING_KEYS.map((key) => named.get(key))
  for (const part of parts) {
    const said = saidIn(part, depth + 1)
    if (said) return said
  }
  return null
}

/** HubSpot puts the telling part into its sentence as JSON: “Property values were not valid: [{"message": …}]”. */
function sentence(text: string, depth: number): string {
  const at = text.search(/[[{]"?[{"]/)
  const inner = at > 0 && depth < DEEPEST ? saidIn(parsed(text.slice(at)), depth + 1) : null
  return inner ? text.slice(0, at) + inner : text
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
