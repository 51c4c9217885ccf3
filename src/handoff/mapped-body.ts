import type { Destination } from './destination.ts'
import { applyMapping, type Json, type Problem } from './mapping/index.ts'
import { targetNamed } from './mapping/targets/index.ts'

const SHOWN_IN_HINT = 3

/** What this destination's mapping, or the one of its kind, makes of a body now: undefined where there is neither, a hint where it does not fit. */
export function mappedBody(
  body: string,
  { kind, mapping }: Pick<Destination, 'kind' | 'mapping'>,
): { ok: true; mapped: Json | undefined } | { ok: false; hint: string } {
  const used = mapping ?? targetNamed(kind).preset
  if (used === null) return { ok: true, mapped: undefined }
  const applied = applyMapping(used, JSON.parse(body))
  if (applied.ok) return { ok: true, mapped: applied.value }
  const problems = problemText(applied.problems, SHOWN_IN_HINT)
  return {
    ok: false,
    hint: `nothing was sent: the mapping does not fit this lead. ${problems}; correct it, then retry`,
  }
}

/** Problems in one sentence, each with its place. */
export function problemText(problems: readonly Problem[], most: number): string {
  const shown = problems.slice(0, most).map(({ path, message }) => `${path} ${message}`)
  const more = problems.length - shown.length
  return [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join('; ')
}
