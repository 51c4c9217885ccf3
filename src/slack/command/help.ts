import type { KnownBlock } from '@slack/types'
import type { Verb } from '../../admin/verb.ts'
import { bold, code, line, list, plain, remark, rich, text } from '../blocks/rich.ts'
import { oneLine } from '../blocks/text.ts'
import type { SlackMessage } from '../card/card.ts'
import { WORDS } from '../words/words.ts'

const TYPED_MAX = 100
const GROUPS: readonly [title: string, verbs: RegExp][] = [
  [WORDS.command.helpGroups.leads, /^(inbox|find|show|resolve|new|stats|export csv|forget)\b/],
  [WORDS.command.helpGroups.deliveries, /^(logs|retry|discard|replay|replays)\b/],
  [WORDS.command.helpGroups.endpoint, /^endpoint\b/],
  [WORDS.command.helpGroups.destination, /^destination\b/],
  [WORDS.command.helpGroups.settings, /./],
]

/** These verbs, in groups; whoever may use none is told why. */
export function helpMessage(verbs: readonly Verb[]): SlackMessage {
  const left = new Set(verbs)
  const blocks = GROUPS.flatMap(([title, names]): KnownBlock[] => {
    const group = [...left].filter(({ name }) => names.test(name))
    for (const verb of group) left.delete(verb)
    return group.length > 0 ? [rich(line(bold(title)), list(...group.map(verbLine)))] : []
  })
  const rest = blocks.length > 0 ? [...blocks, remark(WORDS.command.helpHint)] : [remark(WORDS.home.guest)]
  return {
    text: WORDS.command.help,
    blocks: [{ type: 'header', text: plain(WORDS.command.help) }, ...rest],
  }
}

/** What comes nearest to something that is no verb, and how one of them is typed. */
export function unknownMessage(typed: string, verbs: readonly Verb[]): SlackMessage {
  return offer(WORDS.command.unknown(oneLine(typed, TYPED_MAX)), verbs)
}

/** How something goes on that is no verb yet. */
export function goesOnMessage(typed: string, verbs: readonly Verb[]): SlackMessage {
  return offer(WORDS.command.goesOn(oneLine(typed, TYPED_MAX)), verbs)
}

function offer(words: string, verbs: readonly Verb[]): SlackMessage {
  const [first] = verbs
  const example = first
    ? [{ type: 'context' as const, elements: [plain(WORDS.command.example(plainUsage(first)))] }]
    : []
  const blocks: KnownBlock[] = [{ type: 'section', text: plain(words) }, rich(list(...verbs.map(verbLine))), ...example]
  return { text: WORDS.command.help, blocks }
}

/** How these verbs are typed. */
export function usageMessage(verbs: readonly Verb[]): SlackMessage {
  const blocks = verbs.flatMap((verb): KnownBlock[] => [
    rich(list(verbLine(verb))),
    { type: 'context', elements: [plain(WORDS.command.usage(verb.usage))] },
  ])
  return { text: WORDS.command.help, blocks }
}

/** A verb and what it does; what stands between backticks is typed like that. */
function verbLine({ name, summary }: Verb) {
  const parts = ` ${summary}`.split('`')
  const words = parts.flatMap((part, i) => (part === '' ? [] : [i % 2 === 1 ? code(part) : text(part)]))
  return line({ type: 'text', text: name, style: { bold: true, code: true } }, ...words)
}

/** A usage without what may be left out. */
function plainUsage({ usage }: Verb): string {
  return usage.replace(/ \[.*\]/g, '').replace(/ \(.*\)$/, '')
}
