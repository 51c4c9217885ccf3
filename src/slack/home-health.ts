import type { Button, KnownBlock, RichTextElement } from '@slack/types'
import type { Overview } from '../flow/overview.ts'
import type { Endpoint } from '../lead/endpoint.ts'
import { duration } from './dates.ts'
import { formButton, lineButton } from './line-buttons.ts'
import { bold, line, list, plain, remark, rich, text } from './rich.ts'
import { oneLine } from './text.ts'
import { WORDS } from './words.ts'

const SHOWN = 10
const NAME_MAX = 60
const ERROR_MAX = 200
/** Less is the ordinary wait between two looks at the queue. */
const LATE_MS = 5000
const TEST_LEAD =
  'new --name "Test Lead" --email test.lead@example.com --company "Example Company" --message "This is a test. Nobody is waiting for an answer." --test yes'

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
    { words: step.lead, isDone: hasLeads, button: lineButton('modal', WORDS.home.testLead, { line: TEST_LEAD }) },
    { words: step.decide, isDone: hasHandoffs },
  ]
  if (steps.every(({ isDone }) => isDone)) return []
  const rows = steps.map(({ words, isDone, button, doneButton }, i): KnownBlock => {
    const accessory = isDone ? doneButton : button
    const said = isDone ? WORDS.home.done(i + 1, words) : WORDS.home.todo(i + 1, words)
    return { type: 'section', text: plain(said), ...(accessory && { accessory }) }
  })
  return [{ type: 'header', text: plain(WORDS.home.steps) }, ...rows, { type: 'divider' }]
}

/** How endpoints, destinations and the queue are doing. */
export function healthPanel({ endpoints, destinations, lagMs }: Overview, now: Date): KnownBlock[] {
  const shown = destinations.slice(0, SHOWN)
  const more = destinations.length - shown.length
  return [
    { type: 'header', text: plain(WORDS.home.health) },
    remark(WORDS.home.lag(lagMs > LATE_MS ? duration(lagMs) : null)),
    rich(line(bold(WORDS.home.endpoints)), list(...endpointItems(endpoints))),
    rich(line(bold(WORDS.home.destinations), ...(shown.length === 0 ? [text(`: ${WORDS.home.none}`)] : []))),
    ...shown.flatMap((one) => destinationBlocks(one, now)),
    ...(more > 0 ? [remark(WORDS.home.more(more))] : []),
    {
      type: 'actions',
      elements: [
        formButton('endpoint add', WORDS.command.form['endpoint add']),
        formButton('destination add', WORDS.command.form['destination add']),
        lineButton('modal', WORDS.home.testLead, { line: TEST_LEAD }),
        formButton('settings set', WORDS.command.form['settings set']),
      ],
    },
  ]
}

function destinationBlocks(one: Overview['destinations'][number], now: Date): KnownBlock[] {
  const { id, name } = one.destination
  const shown = oneLine(name, NAME_MAX)
  const sure = { title: plain(WORDS.home.remove), text: plain(WORDS.home.removeSure(shown)) }
  const confirm = { ...sure, confirm: plain(WORDS.command.confirmYes), deny: plain(WORDS.command.confirmNo) }
  return [
    { type: 'section', text: plain([shown, ...destinationFacts(one, now)].join(' · ')) },
    {
      type: 'actions',
      elements: [
        lineButton('modal', WORDS.home.test, { line: `destination test "${id}"` }),
        formButton(`destination edit ${id}`, WORDS.home.edit),
        formButton(`destination map ${id}`, WORDS.home.map),
        { ...lineButton('modal', WORDS.home.remove, { line: `destination remove "${id}"`, from: 1 }), confirm },
      ],
    },
  ]
}

function endpointItems(endpoints: readonly Endpoint[]) {
  if (endpoints.length === 0) return [line(text(WORDS.home.none))]
  const more = endpoints.length - SHOWN
  const rows = endpoints.slice(0, SHOWN).map(({ name, source, channel, disabled }) => {
    const place: RichTextElement = channel ? { type: 'channel', channel_id: channel } : text(WORDS.home.inboxOnly)
    const facts = ` · ${WORDS.home.endpoint(source)}${disabled ? ` · ${WORDS.home.off}` : ''} · `
    return line(bold(oneLine(name, NAME_MAX) || '?'), text(facts), place)
  })
  return more > 0 ? [...rows, line(text(WORDS.home.more(more)))] : rows
}

function destinationFacts({ destination, failing }: Overview['destinations'][number], now: Date): string[] {
  const { state, stateReason, health } = destination
  const last = failing?.attempts.at(-1)
  const error = oneLine(last?.error ?? failing?.hint, ERROR_MAX)
  const when = last ? ` (${WORDS.card.ago(duration(now.getTime() - last.at.getTime()))})` : ''
  return [
    WORDS.home.destination(state, health.failures),
    ...(stateReason ? [oneLine(stateReason, ERROR_MAX)] : []),
    ...(error ? [WORDS.home.lastError(`${error}${when}`)] : []),
  ]
}
