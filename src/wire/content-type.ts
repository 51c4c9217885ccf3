import type { InboundRequest } from './request.ts'

/** Both in lower case; `charset` is null where the sender names none. */
type ContentType = { mediaType: string; charset: string | null }

const MEDIA_TYPE = /^[\w!#$%&'*+.^`|~-]+\/[\w!#$%&'*+.^`|~-]+$/
const CHARSET = /^charset\s*=\s*"?([^"]*)"?$/i

/** What the sender says that the body is; null when it says nothing, says it twice or says nonsense. */
export function contentTypeOf(request: InboundRequest): ContentType | null {
  const [value = '', ...more] = request.headers['content-type'] ?? []
  const [mediaType = '', ...parameters] = value.split(';').map((part) => part.trim())
  if (more.length > 0 || !MEDIA_TYPE.test(mediaType)) return null
  const charsets = parameters.flatMap((parameter) => CHARSET.exec(parameter)?.[1] ?? [])
  return { mediaType: mediaType.toLowerCase(), charset: charsets[0]?.trim().toLowerCase() ?? null }
}

/** How the body claims to be written, in UTF-8 (which is what a sender that names no charset means); null for any other claim. */
export function formatOf(request: InboundRequest): 'json' | 'form' | null {
  const type = contentTypeOf(request)
  if (!type || ![null, 'utf-8', 'utf8'].includes(type.charset)) return null
  if (type.mediaType === 'application/x-www-form-urlencoded') return 'form'
  return type.mediaType === 'application/json' || type.mediaType.endsWith('+json') ? 'json' : null
}
