import type { Endpoint } from '../lead/endpoint.ts'
import { sourceNamed } from './index.ts'
import { listOf } from './lead-reading.ts'

/** A caller who hangs up early has answered the first questions alone. */
const FIRST_QUESTIONS = 2

/**
 * What an admin should settle before callers of a phone agent are let in, a sentence each; nothing for senders without a workflow of
 * their own. The list is CallURL's own advice on what to customise.
 */
export function beforeLaunch(endpoint: Endpoint): string[] {
  const { source, schema, settings, channel, owner, name } = endpoint
  if (!sourceNamed(source).takes.includes('schema')) return []
  const edit = `endpoint edit ${name}`
  const reasonsTold = Object.keys(settings).some((key) => key.startsWith('caller_message.'))
  const open: [boolean, string][] = [
    [!schema, `Give the agent's output schema, so that its answers are checked: ${edit} --schema file.json`],
    [schema?.outcome === null, 'Say in the schema which outcome the workflow is for: one intent per workflow.'],
    [
      schema?.fields.slice(0, FIRST_QUESTIONS).some(({ required }) => !required) ?? false,
      `Make the schema's first ${FIRST_QUESTIONS} fields required: who hangs up early has answered those alone.`,
    ],
    [
      listOf(settings.sensitive_reasons).length === 0,
      `Name the handoff reasons that only a person decides: ${edit} --set sensitive_reasons=complaint,refund`,
    ],
    [!reasonsTold, `Say what callers are told, by reason: ${edit} --set caller_message.refund="We will look into it."`],
    [!channel && !owner, `Say whom its leads are shown to: ${edit} --channel C… or --owner U…`],
  ]
  return open.filter(([isOpen]) => isOpen).map(([, advice]) => advice)
}
