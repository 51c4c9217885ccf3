import type { KnownBlock } from '@slack/types'
import { z } from 'zod'
import { bold, line, list, plain, preformatted, remark, rich, text } from '../blocks/rich.ts'
import { inert, oneLine, pieces } from '../blocks/text.ts'
import { WORDS } from '../words/words.ts'

const SENT_MAX = 2500
const LINTS_SHOWN = 12
const LINT_MAX = 200
/** The path of what is about no one place. */
const WHOLE = '$'
const W = WORDS.command

const Preview = z.object({
  lead_id: z.string().nullable(),
  mapping: z.unknown(),
  sent: z.unknown(),
  lints: z.array(z.object({ severity: z.string(), path: z.string(), message: z.string() })),
})

/** What `destination map` answered, as the form shows it above its inputs; and the mapping that it was about, as text. */
export function mappingPreview(data: unknown): { blocks: KnownBlock[]; mapping: string | null } {
  const { lead_id, mapping, sent, lints } = Preview.parse(data)
  const [shown = '', ...rest] = pieces(JSON.stringify(sent, null, 2), SENT_MAX)
  const rows = lints.slice(0, LINTS_SHOWN).map(({ severity, path, message }) => {
    return line(bold(`${severity}: `), text(oneLine(path === WHOLE ? message : `${path} ${message}`, LINT_MAX)))
  })
  return {
    blocks: [
      { type: 'section', text: plain(W.previewOf(lead_id ?? W.madeUp)) },
      rich(preformatted(rest.length > 0 ? `${shown}…` : shown)),
      ...(rows.length > 0 ? [rich(list(...rows))] : [remark(inert(W.nothingLost))]),
    ],
    mapping: mapping === null ? null : JSON.stringify(mapping, null, 2),
  }
}
