import { z } from 'zod'

const Meta = z.object({
  leadId: z.string(),
  revision: z.number(),
  channel: z.string(),
  ts: z.string(),
  /** What is looked at on the Home tab, where it was opened from there. */
  home: z.string().optional(),
})

/** Which card a modal was opened from, and the revision that was seen there; it travels as `private_metadata`. */
export type ModalMeta = z.infer<typeof Meta>

/** Reads `private_metadata`; null when it is not ours. */
export function readMeta(metadata: string): ModalMeta | null {
  try {
    return Meta.parse(JSON.parse(metadata))
  } catch {
    return null
  }
}
