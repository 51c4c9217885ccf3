import { expect, it } from 'vitest'
import { KIND_NAMES, kindNamed } from '../../src/destinations/index.ts'
import { bodyOf } from '../../src/handoff/owing.ts'
import { ARRIVED, aDecision, aLead } from '../support/leads.ts'
import { dialogue } from './dialogue.ts'

const lead = aLead({ state: 'approved', version: 1, decision: aDecision() })
const what = { event: 'lead.qualified', version: 1, id: 'ho_1', at: ARRIVED } as const
const scene = {
  destination: { url: 'https://crm.example/hook?list=7' },
  body: bodyOf(lead, what, { slack_thread: null }),
}

it('a webhook is one POST of the default body as JSON', () => {
  const { asks } = dialogue(scene, [{ status: 200 }])
  const request = {
    method: 'POST',
    url: 'https://crm.example/hook?list=7',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(scene.body),
  }
  expect(asks).toEqual([{ ask: 'send', request, bringsSecret: false }])
})

it('any 2xx is delivered, also when the answer broke off', () => {
  const reply = {
    kind: 'answered',
    status: 202,
    headers: {},
    body: '{"err',
    bodyCut: true,
    phases: { total: 1 },
  } as const
  expect(dialogue(scene, [reply]).fate.class).toBe('delivered')
})

it('every kind is found by its name, and another is refused with the names there are', () => {
  for (const name of KIND_NAMES) expect(kindNamed(name).name).toBe(name)
  expect(() => kindNamed('fax')).toThrow(`There is no destination kind "fax". Known kinds: ${KIND_NAMES.join(', ')}.`)
})
