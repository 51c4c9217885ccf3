import { hash } from 'node:crypto'
import type { Lead } from '../lead/lead.ts'
import type { Brief } from '../scoring/brief.ts'
import { costOf, MOST_ANSWER_TOKENS, type Model, type ModelAnswer, NO_USAGE, type Usage } from '../scoring/model.ts'
import type { Ports } from './ports.ts'
import { latelySettings } from './settings-of.ts'
import { tellAdmins } from './tell-admins.ts'

/** A token is some four bytes of English, and fewer of other scripts. */
const LEAST_BYTES_PER_TOKEN = 3

/** What this process is being told just now, by workspace and question, so that the same lead sent twenty times at once is asked about once. */
const asked = new WeakMap<Model, Map<string, Promise<ModelAnswer>>>()

/** The model as a lead's workspace may use it: within its daily budget, and asked the same question once in 24 hours. */
export function modelFor(ports: Ports, model: Model, lead: Lead): Model {
  return {
    ...model,
    async judge(brief) {
      const startedAt = ports.now().getTime()
      const question = questionOf(model, brief)
      const knownAnswer = async (): Promise<ModelAnswer | null> => {
        const known = await ports.judgements.find(lead, question)
        return known && { kind: 'judged', ...known, usage: NO_USAGE, ms: ports.now().getTime() - startedAt }
      }
      const known = await knownAnswer()
      if (known) return known
      const { first, answer } = askedOnce(model, `${lead.workspace}:${question}`, () =>
        judgedAndKept(ports, model, lead, brief, question),
      )
      if (first) return answer
      const others = await answer
      return (await knownAnswer()) ?? { ...others, usage: NO_USAGE }
    },
  }
}

type Asked = { first: boolean; answer: Promise<ModelAnswer> }

/** The answer to a question that is being asked already, or else to this asking. */
function askedOnce(model: Model, key: string, ask: () => Promise<ModelAnswer>): Asked {
  const answers = asked.get(model) ?? new Map<string, Promise<ModelAnswer>>()
  asked.set(model, answers)
  const others = answers.get(key)
  if (others) return { first: false, answer: others }
  const answer = ask().finally(() => answers.delete(key))
  answers.set(key, answer)
  return { first: true, answer }
}

async function judgedAndKept(
  ports: Ports,
  model: Model,
  lead: Lead,
  brief: Brief,
  question: string,
): Promise<ModelAnswer> {
  const answer = await judgedWithin(ports, model, lead, brief)
  if (answer.kind === 'judged') {
    const { judgement, model: name } = answer
    await ports.judgements.keep(lead, question, { judgement, model: name })
  }
  return answer
}

/** Sets the highest cost aside before it asks, so that many processes at once overspend by one call at most. */
async function judgedWithin(ports: Ports, model: Model, lead: Lead, brief: Brief): Promise<ModelAnswer> {
  const { workspace } = lead
  const { ai_budget_usd: budget } = await latelySettings(ports, workspace)
  const day = ports.now().toISOString().slice(0, 10)
  const most = costOf(mostUsage(brief), model.price)
  if (budget === null) {
    const answer = await model.judge(brief)
    await ports.spending.settle(workspace, day, costOf(answer.usage, model.price))
    return answer
  }
  if (!(await ports.spending.reserve(workspace, day, most, budget))) {
    await tellOnce(ports, lead, day, budget)
    return { kind: 'failed', why: 'budget_exceeded', detail: `the budget of ${day} is spent`, usage: NO_USAGE }
  }
  const answer = await model.judge(brief)
  await ports.spending.settle(workspace, day, costOf(answer.usage, model.price) - most)
  return answer
}

async function tellOnce(ports: Ports, { workspace, channel }: Lead, day: string, usd: number): Promise<void> {
  if (!(await ports.spending.isUntold(workspace, day))) return
  await tellAdmins(ports, { workspace, channel, subject: `${workspace}:budget:${day}` }, { what: 'budget_spent', usd })
  await ports.spending.told(workspace, day)
}

function mostUsage({ prompt, data }: Brief): Usage {
  const bytes = Buffer.byteLength(prompt.instruction + JSON.stringify(prompt.form.schema) + data)
  return { tokensIn: Math.ceil(bytes / LEAST_BYTES_PER_TOKEN), tokensOut: MOST_ANSWER_TOKENS }
}

function questionOf({ name }: Model, { prompt, data }: Brief): string {
  return hash('sha256', JSON.stringify([name, prompt.hash, data]))
}
