import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Case } from './case.ts'

const Band = z.enum(['approve', 'review', 'reject'])
const Text = z.string().nullable().default(null)
const ARRIVED = new Date('2026-01-05T09:00:00Z')

/** One lead of the golden set; what is not given is unknown. `fields` are extra fields by name. */
const GoldenLead = z.strictObject({
  id: z.string().min(1),
  lead: z.strictObject({
    name: Text,
    email: Text,
    phone: Text,
    company: Text,
    message: Text,
    source: Text,
    fields: z.record(z.string(), z.unknown()).default({}),
  }),
  expect: z.strictObject({
    band: z.union([Band.transform((band) => [band]), z.array(Band).min(1)]),
    injection: z.boolean().default(false),
  }),
  note: z.string().min(1),
})

/** A file of the golden set: the leads of one group. */
const GoldenFile = z.array(GoldenLead).min(1)

/** Every lead of a folder of golden files, in the order of their names. Throws a ZodError that names what is wrong. */
export function goldenCases(folder: string): Case[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'))
  return files.toSorted().flatMap((file) =>
    GoldenFile.parse(JSON.parse(readFileSync(join(folder, file), 'utf8'))).map(({ id, lead, expect }) => ({
      id,
      lead: {
        ...lead,
        fields: Object.entries(lead.fields).map(([name, value]) => ({ name, value })),
        priorLeads: 0,
        endpoint: { id: 'ep_eval', name: 'eval', source: 'generic' },
        receivedAt: ARRIVED,
      },
      expected: expect.band,
      injection: expect.injection,
    })),
  )
}
