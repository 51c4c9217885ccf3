import { describe, expect, it } from 'vitest'
import { shuffled } from '../../../scripts/eval/shuffled.ts'
import type { LearnedModel } from '../../../src/scoring/learned/model.ts'
import { learnedScoreOf } from '../../../src/scoring/learned/predict.ts'
import { exampleOf, isEnough, train } from '../../../src/scoring/learned/train.ts'
import type { LearnedInput } from '../../../src/scoring/learned/traits.ts'
import { aucOf, eceOf } from '../../../src/scoring/reliability.ts'
import { judgeByRules } from '../../../src/scoring/rules.ts'
import { leadOf } from '../leads.ts'
import { forecasts, realLeads, trained } from './labelled.ts'

const ARRIVED = new Date('2026-03-02T09:30:00Z')

function arrivedLead(known: Partial<LearnedInput>): LearnedInput {
  return { ...leadOf(), endpoint: { id: 'ep_1', name: 'web', source: 'generic' }, receivedAt: ARRIVED, ...known }
}

/** Learns from two hundred leads of which every second was approved. */
function learn(leadAt: (n: number, approved: boolean) => Partial<LearnedInput>): Promise<LearnedModel> {
  const examples = Array.from({ length: 200 }, (_, n) => {
    const approved = n % 2 === 0
    return exampleOf(arrivedLead(leadAt(n, approved)), approved)
  })
  return train(examples, { version: 1, trainedAt: ARRIVED }, async () => {})
}

function judged(model: LearnedModel, known: Partial<LearnedInput>) {
  const lead = arrivedLead(known)
  return learnedScoreOf(model, lead, judgeByRules(lead).value)
}

const field = (name: string, value: unknown) => ({ fields: [{ name, value }] })

describe('on real leads, unknown columns, every value text', () => {
  it.each([1, 2, undefined])('forecasts unseen decisions after 500 of them (order %s)', async (seed) => {
    const cases = realLeads(seed)
    const unseen = forecasts(await trained(cases.slice(0, 500)), cases.slice(500, 2000))
    expect(aucOf(unseen)).toBeGreaterThanOrEqual(0.84)
    expect(eceOf(unseen)).toBeLessThanOrEqual(0.05)
  })

  it('forecasts better after 4,000, knows how well it does, and lets others have their turn', async () => {
    const cases = realLeads(1)
    let breaths = 0
    const model = await trained(cases.slice(0, 4000), async () => void breaths++)
    const unseen = forecasts(model, cases.slice(4000))
    expect(aucOf(unseen)).toBeGreaterThanOrEqual(0.86)
    expect(eceOf(unseen)).toBeLessThanOrEqual(0.05)
    expect(Math.abs((aucOf(unseen) ?? 0) - (model.auc ?? 0))).toBeLessThan(0.02)
    expect(breaths).toBeGreaterThan(200)
  })

  it('forecasts what arrives after the 4,000 leads that it knows', async () => {
    const cases = realLeads()
    const unseen = forecasts(await trained(cases.slice(0, 4000)), cases.slice(4000))
    expect(aucOf(unseen)).toBeGreaterThanOrEqual(0.86)
    expect(eceOf(unseen)).toBeLessThanOrEqual(0.05)
  })

  it('learns the same from the same', async () => {
    const cases = realLeads(1).slice(0, 300)
    expect(await trained(cases)).toEqual(await trained(cases))
  })
})

describe('what is learned', () => {
  it('is told in the words of the lead, the strongest first', async () => {
    const model = await learn((n, approved) => ({
      fields: [
        { name: 'Lead Source', value: approved ? 'Reference' : 'Cold list' },
        { name: 'visit.seconds', value: String(approved ? 1000 + n : n) },
        { name: 'Colour', value: n % 3 === 0 ? 'red' : 'blue' },
      ],
    }))
    const good = judged(model, {
      fields: [
        { name: 'Lead Source', value: 'reference' },
        { name: 'visit.seconds', value: '1,532' },
        { name: 'Colour', value: 'red' },
      ],
    })
    expect(good.value).toBeGreaterThan(90)
    expect(good.factors.map(({ label }) => label)).toEqual(['visit.seconds: 1,532', 'Lead Source: reference'])
    const bad = judged(model, field('Lead Source', 'Cold list'))
    expect(bad.value).toBeLessThan(50)
    const origin = bad.factors.find(({ label }) => label === 'Lead Source: Cold list')
    expect(origin?.points).toBeLessThan(0)
  })

  it('may be words of the message, but not who wrote it', async () => {
    const model = await learn((n, approved) => ({
      name: approved ? 'Wilhelmina Quist' : 'Bartholomew Finch',
      email: approved ? 'wilhelmina@quist.example' : 'bart@finch.example',
      message: `${approved ? 'Wilhelmina here. Please send a quotation' : 'Bartholomew here. Please remove me'} from list ${n}, thanks`,
    }))
    expect(judged(model, { message: 'Could you send us a quotation for the list' }).value).toBeGreaterThan(75)
    expect(judged(model, { message: 'remove us please from your list' }).value).toBeLessThan(25)
    const { factors } = judged(model, { message: 'wilhelmina bartholomew quist finch please list' })
    expect(factors.filter(({ label }) => /wilhelmina|bartholomew|quist|finch/.test(label))).toEqual([])
  })

  it('is nothing where a column only numbers or names the leads', async () => {
    const model = await learn((n, approved) => ({
      fields: [
        { name: 'Lead Number', value: String(approved ? 579_000 + n : 660_000 + n) },
        { name: 'First Name', value: `${approved ? 'An' : 'Bo'}${n % 90}` },
      ],
    }))
    expect(judged(model, field('Lead Number', '579004')).factors).toEqual([])
    expect(judged(model, field('First Name', 'An4')).factors).toEqual([])
  })

  it('is nearly nothing from words that mean nothing, however many there are', async () => {
    const letters = [...'abcdefghijklmnopq']
    const words = letters.flatMap((first) => letters.map((second) => `word${first}${second}`))
    const chats = Array.from({ length: 2000 }, (_, n) => ({
      lead: arrivedLead({ message: shuffled(words, n).slice(0, 40).join(' ') }),
      approved: shuffled([true, false], n)[0] === true,
    }))
    const examples = chats.slice(0, 1000).map(({ lead, approved }) => exampleOf(lead, approved))
    const model = await train(examples, { version: 1, trainedAt: ARRIVED }, async () => {})
    const unseen = chats.slice(1000).map(({ lead, approved }) => ({
      chance: learnedScoreOf(model, lead, judgeByRules(lead).value).chance,
      approved,
    }))
    expect(eceOf(unseen)).toBeLessThanOrEqual(0.05)
  })

  it('copes with any lead', async () => {
    const model = await learn((_, approved) => field('size', approved ? 'big' : 'small'))
    const odd = [
      { name: 'size', value: { nested: [1] } },
      { name: 'size', value: 'big' },
      { name: '$where.x', value: null },
    ]
    for (const lead of [
      {},
      { fields: odd },
      { message: 'x'.repeat(100_000) },
      { receivedAt: new Date(0), priorLeads: 99 },
    ]) {
      const { chance } = judged(model, lead)
      expect(chance).toBeGreaterThanOrEqual(0)
      expect(chance).toBeLessThanOrEqual(1)
    }
  })
})

it.each([
  [99, 0, false],
  [60, 39, false],
  [95, 9, false],
  [90, 10, true],
  [10, 90, true],
])('%i approvals and %i rejections are enough: %s', (approved, rejected, enough) => {
  expect(isEnough({ approved, rejected })).toBe(enough)
})
