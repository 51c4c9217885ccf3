import { describe, expect, it } from 'vitest'
import { answerFormOf } from '../../src/scoring/judgement.ts'
import { USUAL_RUBRIC } from '../../src/scoring/rubric.ts'
import { answerOf, GOOD_ANSWER } from './judgements.ts'

const { schema, read: readJudgement } = answerFormOf(USUAL_RUBRIC)

const read = (answer: unknown) => readJudgement(JSON.stringify(answer))

/** Every schema inside a schema. */
function parts(schema: unknown): Record<string, unknown>[] {
  if (schema === null || typeof schema !== 'object') return []
  return [{ ...schema }, ...Object.values(schema).flatMap(parts)]
}

describe('the answer schema', () => {
  it('keeps to the strict subset: all required, nothing extra, no limits on lengths or numbers', () => {
    const objects = parts(schema).filter(({ type }) => type === 'object')
    expect(objects.length).toBeGreaterThan(6)
    for (const object of objects) {
      expect(object.additionalProperties).toBe(false)
      expect(object.required).toEqual(Object.keys(object.properties ?? {}))
    }
    expect(JSON.stringify(schema)).not.toMatch(/"(?:min|max|pattern|format|default)\w*":/)
  })
})

describe('a judgement', () => {
  it('is read from a whole answer', () => {
    const judgement = read(GOOD_ANSWER)
    expect(judgement?.findings).toContainEqual({ criterion: 'urgency', level: 'strong', quote: 'live by 30 September' })
    expect(judgement).toMatchObject({
      summary: 'Wants a demo. Nothing is missing.',
      language: 'en',
      steersScoring: false,
    })
  })

  it.each([
    ['no JSON', 'I would give it 90'],
    ['null', 'null'],
    ['a missing criterion', JSON.stringify({ ...GOOD_ANSWER, criteria: { need: GOOD_ANSWER.criteria.need } })],
    [
      'an unknown level',
      JSON.stringify(answerOf({ need: { level: 'strong', quote: null } })).replace('"strong"', '"superb"'),
    ],
    ['an extra number', JSON.stringify({ ...GOOD_ANSWER, score: 100 })],
    ['a missing quote', JSON.stringify(GOOD_ANSWER).replace(',"quote":null', '')],
  ])('is not read from %s', (_what, text) => {
    expect(readJudgement(text)).toBeNull()
  })

  it('is cut to length and freed of unseen characters', () => {
    const judgement = read(
      answerOf(
        { need: { level: 'weak', quote: 'q'.repeat(5_000) } },
        { summary: `a\u202Eb\u0000${'c'.repeat(9_000)}`, recommended_action: 'd'.repeat(9_000), language: 'Klingon' },
      ),
    )
    expect(judgement?.summary).toMatch(/^a b c+…$/)
    expect(judgement?.summary).toHaveLength(400)
    expect(judgement?.recommendedAction).toHaveLength(200)
    expect(judgement?.findings[0]?.quote).toHaveLength(300)
    expect(judgement?.language).toBeNull()
  })
})
