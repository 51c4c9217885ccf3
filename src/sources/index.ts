import { AppError } from '../errors.ts'
import { agentflow } from './agentflow.ts'
import { callurl } from './callurl.ts'
import { generic } from './generic.ts'
import { leadflo } from './leadflo.ts'
import type { Source } from './source.ts'
import { standardWebhooks } from './standard-webhooks.ts'
import { zapito } from './zapito.ts'

/** Every kind of sender that an endpoint can have. */
export const SOURCES: readonly Source[] = [agentflow, leadflo, zapito, callurl, standardWebhooks, generic]

export const SOURCE_NAMES = SOURCES.map(({ name }) => name)

/** The source of that name; throws `bad_input` where there is none. */
export function sourceNamed(name: string): Source {
  const source = SOURCES.find((one) => one.name === name)
  if (!source)
    throw new AppError('bad_input', `There is no source "${name}". Known sources: ${SOURCE_NAMES.join(', ')}.`)
  return source
}
