import type { z } from 'zod'
import type { Reply } from '../wire/reply.ts'
import type { Fate } from './kind.ts'
import { readAnswer } from './vendor.ts'

/** What a vendor tells in a 2xx, in that shape; `fate` where it cannot be read, or where somebody else answered. */
export function readAs<Shape extends z.ZodType>(
  reply: Reply,
  shape: Shape,
  vendor: string,
): { told: z.output<Shape> } | { fate: Fate } {
  const read = readAnswer(reply, vendor)
  if ('fate' in read) return read
  const parsed = shape.safeParse(read.told)
  return parsed.success ? { told: parsed.data } : { fate: strange(vendor) }
}

function strange(vendor: string): Fate {
  const hint = `this was no answer of ${vendor}'s; check base_url`
  return { class: 'misconfigured', error: 'the answer could not be read', hint }
}
