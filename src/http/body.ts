import type { IncomingMessage } from 'node:http'
import rawBody from 'raw-body'
import { z } from 'zod'
import { Refused } from './refused.ts'

type BodyLimits = { maxBytes: number; withinMs: number }

/** The length that the sender announced; null where it announced none. Node has refused what is no number. */
export function announcedBytes(request: IncomingMessage): number | null {
  const length = request.headers['content-length']
  return length === undefined ? null : Number(length)
}

/** Whether the sender keeps its body back until we say "100 Continue". */
export function expectsContinue({ headers, httpVersion }: IncomingMessage): boolean {
  return httpVersion === '1.1' && /^100-continue$/i.test(headers.expect ?? '')
}

/**
 * The whole body as its bytes came; `wanted` is called once nothing speaks against reading it.
 * @throws Refused `body_too_large` as soon as that is known, `unsupported_encoding`, `timeout`, or `incomplete_body` when the sender left.
 */
export async function readBody(
  request: IncomingMessage,
  { maxBytes, withinMs }: BodyLimits,
  wanted: () => void,
): Promise<Buffer> {
  const length = announcedBytes(request)
  if (length !== null && length > maxBytes) throw new Refused('body_too_large')
  const { 'content-encoding': content = '', 'transfer-encoding': transfer = '' } = request.headers
  if (!/^(identity)?$/i.test(content) || !/^(chunked)?$/i.test(transfer)) throw new Refused('unsupported_encoding')
  wanted()

  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Refused('timeout')), withinMs)
  })
  try {
    return await Promise.race([rawBody(request, { limit: maxBytes, length }), late])
  } catch (error) {
    if (error instanceof Refused) throw error
    throw new Refused(TooLarge.safeParse(error).success ? 'body_too_large' : 'incomplete_body')
  } finally {
    clearTimeout(timer)
  }
}

/** raw-body's word for it. */
const TooLarge = z.object({ type: z.literal('entity.too.large') })
