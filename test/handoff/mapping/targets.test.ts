import { expect, it, test } from 'vitest'
import { checkMapping } from '../../../src/handoff/mapping/index.ts'
import { previewMapping } from '../../../src/handoff/mapping/lint.ts'
import { TARGET_NAMES, targetNamed } from '../../../src/handoff/mapping/targets/index.ts'
import { sampleBody } from '../../../src/handoff/sample-body.ts'
import { ARRIVED } from '../../support/leads.ts'

const FULL = sampleBody('lead_1', 'ho_1', ARRIVED)
const EMPTY = {
  ...FULL,
  name: null,
  email: null,
  phone: null,
  company: null,
  message: null,
  fields: {},
  score: null,
  band: null,
  summary: null,
  recommended_action: null,
}
const WITH_PRESET = TARGET_NAMES.map(targetNamed).filter(({ preset }) => preset !== null)
const previewed = (name: string, body: unknown) => {
  const target = targetNamed(name)
  return previewMapping(target.preset ?? null, JSON.parse(JSON.stringify(body)), target)
}

test.each(WITH_PRESET.map(({ name }) => name))(
  'the preset for %s is sound, and a full lead loses nothing that the receiver needs',
  (name) => {
    expect(checkMapping(targetNamed(name).preset)).toMatchObject({ ok: true })
    const { lints } = previewed(name, FULL)
    expect(lints.filter(({ severity, code }) => severity !== 'info' && code !== 'dropped')).toEqual([])
  },
)

test.each(['salesforce', 'notion', 'airtable', 'pipedrive', 'zapier'])(
  'a lead of which nothing is known still has what %s requires',
  (name) => {
    expect(previewed(name, EMPTY).lints.filter(({ severity }) => severity === 'error')).toEqual([])
  },
)

it('Zapier gets one flat object of texts and numbers', () => {
  const values = Object.values(previewed('zapier', { ...FULL, fields: { sizes: [1, 2], more: { a: 1 } } }).value ?? {})
  expect(values.filter((value) => typeof value === 'object' && value !== null)).toEqual([])
})

it('a kind that nothing is known about is like any webhook', () => {
  expect(targetNamed('fax')).toEqual(targetNamed('webhook'))
})
