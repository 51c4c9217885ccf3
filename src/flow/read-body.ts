import type { Payload, Source } from '../sources/source.ts'
import { formatOf } from '../wire/content-type.ts'
import { parseForm } from '../wire/form-body.ts'
import { parseObject } from '../wire/json-body.ts'
import type { InboundRequest } from '../wire/request.ts'
import type { Wrong } from './outcome.ts'

const NAMES = { json: 'application/json', form: 'application/x-www-form-urlencoded' } as const
const MALFORMED = {
  json: { status: 400, code: 'malformed_json', message: 'The body is not one JSON object in UTF-8.' },
  form: { status: 400, code: 'malformed_form', message: 'The body is not form-encoded in UTF-8.' },
} as const satisfies Record<string, Wrong>

/** The payload of a call, in one of the forms that its source takes. */
export function readBody(
  source: Source,
  request: InboundRequest,
): { ok: true; payload: Payload } | { ok: false; wrong: Wrong } {
  const format = formatOf(request)
  if (format === null || !source.accepts.includes(format)) {
    const wanted = source.accepts.map((one) => NAMES[one]).join(' or ')
    return {
      ok: false,
      wrong: { status: 415, code: 'unsupported_media_type', message: `Send Content-Type: ${wanted}, in UTF-8.` },
    }
  }
  const parsed = format === 'json' ? parseObject(request.body) : parseForm(request.body)
  return parsed.ok ? { ok: true, payload: parsed.value } : { ok: false, wrong: MALFORMED[format] }
}
