import type { Button, KnownBlock, RichTextElement } from '@slack/types'
import { quoted } from '../../admin/line.ts'
import type { Overview } from '../../flow/overview.ts'
import type { Endpoint } from '../../lead/endpoint.ts'
import type { Rule } from '../../lead/routing.ts'
import { duration } from '../blocks/dates.ts'
import { formButton, lineButton } from '../blocks/line-buttons.ts'
import { bold, line, plain, remark, rich, text } from '../blocks/rich.ts'
import { oneLine } from '../blocks/text.ts'
import { shownValue } from '../blocks/values.ts'
import { WORDS } from '../words/words.ts'
import { testLeadButton } from './set-up-steps.ts'

const SHOWN = 8
const NAME_MAX = 60
const ERROR_MAX = 300
/** Less is the ordinary wait between two looks at the queue. */
const LATE_MS = 5000
/** How endpoints, destinations and the queue are doing. */
export function healthPanel({ endpoints, destinations, rules, lagMs }: Overview, now: Date): KnownBlock[] {
  return [
    { type: 'header', text: plain(WORDS.home.health) },
    remark(WORDS.home.lag(lagMs > LATE_MS ? duration(lagMs) : null)),
    ...section(WORDS.home.endpoints, endpoints, endpointBlocks),
    ...section(WORDS.home.destinations, destinations, (one) => destinationBlocks(one, now)),
    ...section(WORDS.home.rules, rules, ruleBlocks),
    {
      type: 'actions',
      elements: [
        formButton('endpoint add', WORDS.command.form['endpoint add']),
        formButton('destination add', WORDS.command.form['destination add']),
        formButton('routing add', WORDS.home.newRule),
        formButton('settings set', WORDS.command.form['settings set']),
        testLeadButton(),
      ],
    },
  ]
}

function section<Item>(title: string, all: readonly Item[], blocksOf: (one: Item) => KnownBlock[]): KnownBlock[] {
  const more = all.length - SHOWN
  const none = all.length === 0 ? [text(`: ${WORDS.home.none}`)] : []
  return [
    rich(line(bold(title), ...none)),
    ...all.slice(0, SHOWN).flatMap(blocksOf),
    ...(more > 0 ? [remark(WORDS.home.more(more))] : []),
  ]
}

function endpointBlocks({ id, name, source, channel, disabled }: Endpoint): KnownBlock[] {
  const place: RichTextElement = channel ? { type: 'channel', channel_id: channel } : text(WORDS.home.inboxOnly)
  const facts = ` · ${WORDS.home.endpoint(source)}${disabled ? ` · ${WORDS.home.off}` : ''} · `
  const test = disabled
    ? lineButton('modal', WORDS.home.enable, { line: `endpoint enable "${id}"` })
    : lineButton('modal', WORDS.home.test, { line: `endpoint test "${id}"` })
  return [
    rich(line(bold(oneLine(name, NAME_MAX) || '?'), text(facts), place)),
    {
      type: 'actions',
      elements: [
        test,
        lineButton('modal', WORDS.home.log, { line: `logs inbound --endpoint "${id}"`, from: 1 }),
        formButton(`endpoint edit ${id}`, WORDS.home.edit),
      ],
    },
  ]
}

function destinationBlocks(one: Overview['destinations'][number], now: Date): KnownBlock[] {
  const { id, name, state } = one.destination
  const shown = oneLine(name, NAME_MAX)
  const test =
    state === 'on'
      ? lineButton('modal', WORDS.home.test, { line: `destination test "${id}"` })
      : lineButton('modal', WORDS.home.resume, { line: `destination resume "${id}"` })
  return [
    { type: 'section', text: plain([shown, ...destinationFacts(one, now)].join(' · ')) },
    {
      type: 'actions',
      elements: [
        test,
        lineButton('modal', WORDS.home.log, { line: `logs handoffs --destination "${id}"`, from: 1 }),
        formButton(`destination edit ${id}`, WORDS.home.edit),
        formButton(`destination map ${id}`, WORDS.home.map),
        removeButton(`destination remove "${id}"`, WORDS.home.removeSure(shown)),
      ],
    },
  ]
}

function ruleBlocks({ name, when, route }: Rule): KnownBlock[] {
  const shown = oneLine(name, NAME_MAX)
  return [
    rich(
      line(
        bold(shown || '?'),
        text(` · ${WORDS.home.ruleWhen} `),
        ...shownValue(when),
        text(' → '),
        ...shownValue(route),
      ),
    ),
    {
      type: 'actions',
      elements: [
        formButton(`routing add ${name}`, WORDS.home.edit),
        removeButton(`routing remove ${quoted(name)}`, WORDS.home.removeRuleSure(shown)),
      ],
    },
  ]
}

function removeButton(line: string, question: string): Button {
  const sure = { title: plain(WORDS.home.remove), text: plain(question) }
  const confirm = { ...sure, confirm: plain(WORDS.command.confirmYes), deny: plain(WORDS.command.confirmNo) }
  return { ...lineButton('modal', WORDS.home.remove, { line, from: 2 }), confirm }
}

function destinationFacts({ destination, failing }: Overview['destinations'][number], now: Date): string[] {
  const { state, stateReason, health } = destination
  const last = failing?.attempts.at(-1)
  const error = oneLine([last?.error, failing?.hint].filter(Boolean).join('; '), ERROR_MAX)
  const when = last ? ` (${WORDS.card.ago(duration(now.getTime() - last.at.getTime()))})` : ''
  return [
    WORDS.home.destination(state, health.failures),
    ...(stateReason ? [oneLine(stateReason, ERROR_MAX)] : []),
    ...(error ? [WORDS.home.lastError(`${error}${when}`)] : []),
  ]
}
