import type { InboundRequest } from './request.ts'

/** Both in lower case; `charset` is null where the sender names none. */
export type ContentType = { mediaType: string; charset: string | null }

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

/** Whether the body claims to be of that media type, in UTF-8 (which is what a sender that names no charset means). */
export function isOfType(request: InboundRequest, mediaType: string): boolean {
  const type = contentTypeOf(request)
  return type?.mediaType === mediaType && [null, 'utf-8', 'utf8'].includes(type.charset)
}
