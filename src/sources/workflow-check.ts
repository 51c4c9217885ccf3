import type { WorkflowField } from '../lead/endpoint.ts'
import { phoneOf } from './contact.ts'
import { Email } from './person.ts'
import type { FieldProblem } from './source.ts'
import { isObject, textOf } from './text.ts'

type Type = { fits: (value: unknown) => boolean; says: string }

const NUMBER = /^\s*[-+]?(?:\d[\d,]*)(?:\.\d+)?\s*$/
const BOOLEAN = /^\s*(?:true|false|yes|no|y|n|0|1)\s*$/i

/** What a value of each type has to be; agents often send all of them as text. */
const TYPES: Readonly<Record<string, Type>> = {
  number: { fits: (value) => NUMBER.test(textOf(value) ?? ''), says: 'a number' },
  boolean: { fits: (value) => BOOLEAN.test(textOf(value) ?? ''), says: 'true or false' },
  email: { fits: (value) => Email.safeParse(value).success, says: 'an email address such as name@example.com' },
  phone: { fits: (value) => phoneOf(value) !== null, says: 'a phone number such as +1 555 123 4567' },
  date: { fits: (value) => !Number.isNaN(Date.parse(textOf(value) ?? '')), says: 'a date such as 2026-03-01' },
}

const TEXT: Type = { fits: () => true, says: 'text' }

/** What a result lacks of its workflow, by the fields' names; `problems` are those that its sender has to mend. */
type Lack = { missing: string[]; wrong: string[]; problems: FieldProblem[] }

/** Compares a result with its workflow. A wrong type is a problem only where the field is required. */
export function lackOf(workflow: readonly WorkflowField[], told: (name: string) => unknown): Lack {
  const missing = workflow.filter(({ name, required }) => required && isBlank(told(name)))
  const wrong = workflow.filter(({ name, type }) => !isBlank(told(name)) && !typeNamed(type).fits(told(name)))
  return {
    missing: missing.map(({ name }) => name),
    wrong: wrong.map(({ name }) => name),
    problems: [
      ...missing.map(({ name, description }): FieldProblem => {
        return {
          field: name,
          code: 'required',
          message: `${name} is required${description && `: ${description.replace(/[.\s]+$/, '')}`}.`,
        }
      }),
      ...wrong.flatMap(({ name, type, required }): FieldProblem[] =>
        required ? [{ field: name, code: 'invalid_format', message: `${name} must be ${typeNamed(type).says}.` }] : [],
      ),
    ],
  }
}

function typeNamed(name: string): Type {
  const type = name.trim().toLowerCase()
  return (Object.hasOwn(TYPES, type) ? TYPES[type] : undefined) ?? TEXT
}

/** Says nothing. An object that a sender filled with nothing was sent all the same. */
function isBlank(value: unknown): boolean {
  return !isObject(value) && textOf(value) === null
}
