import { z } from 'zod'
import { INBOX_LISTS, NO_FILTERS } from '../../lead/inbox.ts'

/** The action ids of what is chosen on the Home tab. */
export const HOME = {
  list: 'home.list',
  filter: 'home.filter',
  clear: 'home.clear',
  older: 'home.older',
  newer: 'home.newer',
}

const Text = z.string().max(200).nullable()
const HomeState = z.object({
  list: z.enum(INBOX_LISTS),
  filters: z.object({
    endpoint: Text,
    source: Text,
    band: z.enum(['approve', 'review', 'reject']).nullable(),
    owner: Text,
  }),
  /** Where the page begins, and those before it: each is the `next` of the one before. */
  pages: z.array(z.string().max(120)).max(15),
})

/** What somebody looks at on their Home tab; it travels as the view's `private_metadata`. */
export type HomeState = z.infer<typeof HomeState>

const FIRST_LOOK: HomeState = { list: 'pending', filters: NO_FILTERS, pages: [] }

/** The first look where the metadata is not ours. */
export function readHomeState(metadata: string | undefined): HomeState {
  try {
    return HomeState.parse(JSON.parse(metadata ?? ''))
  } catch {
    return FIRST_LOOK
  }
}
