import { expect, it } from 'vitest'
import { KIND_NAMES, kindNamed } from '../../src/destinations/index.ts'
import { webhook } from '../../src/destinations/webhook.ts'
import { bodyOf } from '../../src/handoff/owing.ts'
import { ARRIVED, aDecision, aDestination, aLead } from '../support/leads.ts'

const lead = aLead({ state: 'approved', version: 1, decision: aDecision() })
const what = { event: 'lead.qualified', version: 1, id: 'ho_1', at: ARRIVED } as const
const BODY = JSON.stringify(bodyOf(lead, what, { slack_thread: null }))

it('a webhook is one POST of the default body as JSON', () => {
  const request = webhook.request(BODY, aDestination({ url: 'https://crm.example/hook?list=7' }))
  expect(request).toMatchObject({ method: 'POST', url: 'https://crm.example/hook?list=7' })
  expect(request.headers).toEqual({ 'content-type': 'application/json' })
  expect(request.body).toBe(BODY)
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
  expect(webhook.judge(reply).class).toBe('delivered')
})

it('every kind is found by its name, and another is refused with the names there are', () => {
  for (const name of KIND_NAMES) expect(kindNamed(name).name).toBe(name)
  expect(() => kindNamed('fax')).toThrow(`There is no destination kind "fax". Known kinds: ${KIND_NAMES.join(', ')}.`)
})
