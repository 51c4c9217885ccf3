import { weight } from '../../src/slack/blocks/text.ts'

type Json = Record<string, unknown>

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null
}

/** Every object inside, outermost first. */
export function objectsWithin(value: unknown): Json[] {
  if (!isJson(value)) return []
  return [value, ...Object.values(value).flatMap(objectsWithin)]
}

/** The texts that people see, in reading order. */
export function textsOf(value: unknown): string[] {
  return objectsWithin(value).flatMap((one) => (typeof one.text === 'string' ? [one.text] : []))
}

/** The texts in which Slack parses mentions, links and formatting. */
export function parsedTextsOf(value: unknown): string[] {
  return objectsWithin(value).flatMap((one) =>
    one.type === 'mrkdwn' && typeof one.text === 'string' ? [one.text] : [],
  )
}

/** What is seen, as one string. */
export function seen(value: unknown): string {
  return textsOf(value).join('\n')
}

/** Code points of all texts after escaping, those of the notification among them; parsed texts are escaped already. */
export function weightOf(message: { text: string; blocks: unknown }): number {
  const texts = objectsWithin(message.blocks).flatMap((one) => {
    if (typeof one.text !== 'string') return []
    return [one.type === 'mrkdwn' ? [...one.text].length : weight(one.text)]
  })
  return texts.reduce((sum, one) => sum + one, [...message.text].length)
}

/** The buttons' texts in order, menu options behind them. */
export function buttonsOf(value: unknown): string[] {
  const buttons = objectsWithin(value).filter((one) => one.type === 'button')
  return buttons.map((button) => textsOf(button.text)[0] ?? '')
}
