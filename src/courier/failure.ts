import type { FailureCause } from '../wire/reply.ts'
import { DeadlinePassed } from './deadline.ts'
import type { Dial } from './dial.ts'
import { isUnknownHost } from './names.ts'
import { AddressRefused } from './target.ts'

export type Failure = { cause: FailureCause; message: string }

/** How far a request had come: asking DNS, or what its connection says. */
export type Stage = 'dns' | Dial['stage']

const WAITING_FOR: Record<Stage, string> = {
  dns: 'looking up its name',
  connect: 'connecting',
  tls: 'agreeing on TLS',
  open: 'waiting for the answer',
}

const BROKEN_OFF = new Set([
  'ECONNRESET',
  'EPIPE',
  'UND_ERR_SOCKET',
  'UND_ERR_DESTROYED',
  'UND_ERR_CLOSED',
  'ECONNABORTED',
])

/** Names what went wrong, in one line for people. */
export function failureOf(error: unknown, stage: Stage): Failure {
  if (error instanceof AddressRefused) return { cause: 'refused_address', message: error.message }
  if (error instanceof DeadlinePassed) return { cause: 'timeout', message: `${error.message} (${WAITING_FOR[stage]}).` }
  const code = codeOf(error)
  if (code === 'UND_ERR_INVALID_ARG') return { cause: 'protocol', message: `This cannot be sent: ${textOf(error)}.` }
  switch (stage) {
    case 'dns':
      return isUnknownHost(error)
        ? { cause: 'unknown_host', message: `The host name has no address in DNS (${code}).` }
        : { cause: 'dns', message: `The host name could not be looked up (${code}).` }
    case 'connect':
      return { cause: 'connect', message: `Could not connect (${code}).` }
    case 'tls':
      return BROKEN_OFF.has(code)
        ? brokenOff(code)
        : { cause: 'tls', message: `No secure connection: ${textOf(error)} (${code}).` }
    case 'open':
      return BROKEN_OFF.has(code) ? brokenOff(code) : answerFailure(error, code)
  }
}

function answerFailure(error: unknown, code: string): Failure {
  if (code === 'UND_ERR_HEADERS_OVERFLOW')
    return { cause: 'too_large', message: 'The headers of the answer are too large.' }
  return { cause: 'protocol', message: `This is not HTTP as it should be: ${textOf(error)} (${code}).` }
}

function brokenOff(code: string): Failure {
  return { cause: 'reset', message: `The connection broke off before the answer (${code}).` }
}

/** Of several addresses that all failed, the last speaks for the rest. */
function codeOf(error: unknown): string {
  if (error instanceof AggregateError) return codeOf(error.errors.at(-1))
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown error'
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
