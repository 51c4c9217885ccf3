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

/** Whether the body claims to be JSON in UTF-8, which is also what a sender that names no charset means. */
export function isJson(request: InboundRequest): boolean {
  const type = contentTypeOf(request)
  return type?.mediaType === 'application/json' && isUtf8(type)
}

/** Whether a body of this type may be read as UTF-8. */
export function isUtf8({ charset }: ContentType): boolean {
  return charset === null || charset === 'utf-8' || charset === 'utf8'
}
