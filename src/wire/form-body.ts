import { type Parsed, storableText } from './json-body.ts'

const utf8 = new TextDecoder('utf-8', { fatal: true })
const MALFORMED = { ok: false } as const

/**
 * Reads `application/x-www-form-urlencoded` that nobody vouches for: strict UTF-8 before and after decoding, with or without a
 * BOM, no bad percent signs, no field named `__proto__`. Values of a repeated field are joined by ", "; NUL becomes U+FFFD.
 * Never throws.
 */
export function parseForm(bytes: Buffer): Parsed<Record<string, string>> {
  try {
    const pairs = utf8
      .decode(bytes)
      .split('&')
      .filter((pair) => pair !== '')
      .map(decodedPair)
    const fields = new Map<string, string[]>()
    for (const [name, value] of pairs) {
      const values = fields.get(name)
      if (values) values.push(value)
      else fields.set(name, [value])
    }
    return { ok: true, value: Object.fromEntries([...fields].map(([name, values]) => [name, values.join(', ')])) }
  } catch {
    return MALFORMED
  }
}

function decodedPair(pair: string): [string, string] {
  const [name = '', ...rest] = pair.split('=').map((part) => part.replaceAll('+', ' '))
  const key = decoded(name)
  if (key === '__proto__') throw new RangeError('key is not allowed')
  return [key, decoded(rest.join('='))]
}

/** Throws where the percent signs make no UTF-8. */
function decoded(text: string): string {
  return storableText(decodeURIComponent(text))
}
