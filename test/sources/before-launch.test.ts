import { expect, test } from 'vitest'
import { beforeLaunch } from '../../src/sources/before-launch.ts'
import { anEndpoint } from '../support/endpoints.ts'

const question = (name: string, required: boolean) => ({ name, type: 'text', required, description: '' })
const settled = anEndpoint({
  name: 'phone',
  source: 'callurl',
  schema: { outcome: 'a repair is booked', fields: [question('caller_id', true), question('appliance', true)] },
  settings: { sensitive_reasons: 'gas_smell', 'caller_message.gas_smell': 'Please leave the building.' },
})

test('a phone agent whose workflow, handoff rules and owner are settled may be let in', () => {
  expect(beforeLaunch(settled)).toEqual([])
})

test.each([
  [{ schema: null }, /^Give the agent's output schema.*endpoint edit phone --schema/],
  [{ schema: { outcome: null, fields: settled.schema?.fields ?? [] } }, /one intent per workflow/],
  [{ schema: { outcome: 'x', fields: [question('caller_id', true), question('notes', false)] } }, /first 2 fields/],
  [{ settings: { 'caller_message.gas_smell': 'Please leave.' } }, /sensitive_reasons=/],
  [{ settings: { sensitive_reasons: 'gas_smell', caller_message: 'Thank you.' } }, /caller_message\.refund=/],
  [{ channel: null }, /--channel C… or --owner U…/],
])('what is not settled is said with what to type: %j', (change, said) => {
  expect(beforeLaunch({ ...settled, ...change })).toEqual([expect.stringMatching(said)])
})

test('a sender without a workflow of its own has nothing to settle', () => {
  expect(beforeLaunch(anEndpoint({ channel: null }))).toEqual([])
})
