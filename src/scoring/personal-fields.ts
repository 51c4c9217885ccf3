import type { Field } from '../lead/lead.ts'
import { plainName } from './field-signals.ts'

const PERSONAL_FIELD =
  /mail|phone|mobile|^tel|telefon|^cell|whatsapp|fax|address|street|zip|postal|birth|^dob$|^ssn|passport|iban|card|password|token|secret|^ip|linkedin|twitter|facebook|instagram|skype|telegram|wechat|signature|surname|vorname|nachname|prenom|apellido|^contact$|^nom$|tax_?id|national_?id/
const NAME_FIELD = /name|nombre|^imie|nazwisko|^имя|фамилия|姓名|氏名|이름/
const THING_NAME = /company|organi[sz]ation|business|firm|employer|account|product|plan|campaign|event|form|page|school/

/** The fields without those that say who somebody is, at any depth. */
export function withoutPersonalFields(fields: readonly Field[]): Field[] {
  return fields.filter(({ name }) => !isPersonal(name)).map(({ name, value }) => ({ name, value: pruned(value) }))
}

/** Does a field of this name hold a person's name? */
export function isNameOfPerson(fieldName: string): boolean {
  const name = plainName(fieldName)
  return NAME_FIELD.test(name) && !THING_NAME.test(name)
}

function isPersonal(fieldName: string): boolean {
  return PERSONAL_FIELD.test(plainName(fieldName)) || isNameOfPerson(fieldName)
}

function pruned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(pruned)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !isPersonal(key))
      .map(([key, inner]) => [key, pruned(inner)]),
  )
}
