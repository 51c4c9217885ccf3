import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import type { Book } from './book.ts'

const text = z.string().nullable()
const Kept = z.object({
  contacts: z.array(
    z.object({
      id: z.string(),
      leadId: z.string(),
      name: text,
      email: text,
      company: text,
      score: z.number().nullable(),
      decision: text,
      decisionVersion: z.number(),
    }),
  ),
  /** Ids of the handoffs that were taken, so that a repeat is known for one. */
  taken: z.array(z.string()),
})
export type Kept = z.infer<typeof Kept>

/** Fills a book with the contacts that were kept in the file, and keeps it there after each arrival; `stop` waits for the last. A file of another make is left out. */
export async function keepBook(book: Book, file: string): Promise<{ stop(): Promise<void> }> {
  const kept = Kept.safeParse(await readJson(file)).data
  if (kept) book.recall(kept)
  let saved = Promise.resolve()
  const unwatch = book.onReceived(() => {
    saved = saved.then(() => save(book.kept(), file))
  })
  return {
    async stop() {
      unwatch()
      await saved
    },
  }
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch {
    return undefined
  }
}

async function save(kept: Kept, file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(`${file}.new`, JSON.stringify(kept))
  await rename(`${file}.new`, file)
}
