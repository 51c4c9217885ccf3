import { expect, it } from 'vitest'
import { openStores } from './stores.ts'

const SAID = {
  judgement: {
    findings: [],
    summary: 'Wants a demo.',
    recommendedAction: 'Call.',
    language: 'en',
    steersScoring: false,
  },
  model: 'gpt-test',
}
const lead = (id: string, workspace = 'T0OURS') => ({ id, workspace })

it('what the model said is known to its workspace alone, and goes with any lead that it was said of', async () => {
  const { judgements } = await openStores('judgements')
  await judgements.keep(lead('lead_1'), 'same', SAID)
  await judgements.keep(lead('lead_3'), 'other', SAID)
  expect(await judgements.find(lead('lead_2'), 'same')).toEqual(SAID)
  expect(await judgements.find(lead('lead_2', 'T0ELSE'), 'same')).toBeNull()
  await judgements.erase(['lead_2'])
  expect(await judgements.find(lead('lead_1'), 'same')).toBeNull()
  expect(await judgements.find(lead('lead_3'), 'other')).toEqual(SAID)
})
