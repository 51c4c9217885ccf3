import type { Button, KnownBlock } from '@slack/types'
import type { Overview } from '../../flow/overview.ts'
import { formButton, lineButton } from '../blocks/line-buttons.ts'
import { plain } from '../blocks/rich.ts'
import { WORDS } from '../words/words.ts'
import { HOME } from './home-state.ts'

const TEST_LEAD =
  'new --name "Test Lead" --email test.lead@example.com --company "Example Company" --message "This is a test. Nobody is waiting for an answer." --test yes'

const waitingButton: Button = {
  type: 'button',
  action_id: `${HOME.list}.pending`,
  text: plain(WORDS.home.waiting),
  value: 'pending',
}

type Step = { words: string; isDone: boolean; button?: Button; doneButton?: Button }

/** What is still to do in a fresh workspace, each step with the button that does it; nothing once all is done. */
export function setUpSteps({ endpoints, destinations, hasLeads, hasHandoffs }: Overview): KnownBlock[] {
  const { step } = WORDS.home
  const first = destinations[0]?.destination.id
  const steps: Step[] = [
    {
      words: step.endpoint,
      isDone: endpoints.length > 0,
      button: formButton('endpoint add', WORDS.command.form['endpoint add']),
    },
    {
      words: step.destination,
      isDone: destinations.length > 0,
      button: formButton('destination add', WORDS.command.form['destination add']),
      ...(first && { doneButton: formButton(`destination map ${first}`, WORDS.home.previewMapping) }),
    },
    { words: step.lead, isDone: hasLeads, button: testLeadButton() },
    { words: step.decide, isDone: hasHandoffs, button: waitingButton },
  ]
  if (steps.every(({ isDone }) => isDone)) return []
  const rows = steps.map(({ words, isDone, button, doneButton }, i): KnownBlock => {
    const accessory = isDone ? doneButton : button
    const said = isDone ? WORDS.home.done(i + 1, words) : WORDS.home.todo(i + 1, words)
    return { type: 'section', text: plain(said), ...(accessory && { accessory }) }
  })
  return [{ type: 'header', text: plain(WORDS.home.steps) }, ...rows, { type: 'divider' }]
}

/** A button that sends a lead of nobody's the whole way. */
export function testLeadButton(): Button {
  return lineButton('modal', WORDS.home.testLead, { line: TEST_LEAD })
}
