import { expect, it } from 'vitest'
import { readModel, writeModel } from '../../../src/scoring/learned/model.ts'
import { forecasts, realLeads, trained } from './labelled.ts'

it('a model is small, and scores the same after it was stored', async () => {
  const cases = realLeads(1)
  const model = await trained(cases.slice(0, 200))
  const text = writeModel(model)
  expect(text.length).toBeLessThan(10_000)
  const read = readModel(text)
  expect(read).toMatchObject({ version: 1, trainedAt: new Date(0), decisions: 200, auc: model.auc })
  const unseen = cases.slice(200, 300)
  const after = forecasts(read ?? model, unseen).map(({ chance }) => chance)
  expect(after).toEqual(forecasts(model, unseen).map(({ chance }) => expect.closeTo(chance, 2)))
})

it('a model of a newer format is not read', async () => {
  const text = writeModel(await trained(realLeads(1).slice(0, 100)))
  expect(readModel(text)).not.toBeNull()
  expect(readModel(text.replace('"format":1', '"format":2'))).toBeNull()
})

it('a stored model holds none of the values that leads had', async () => {
  const text = writeModel(await trained(realLeads(1).slice(0, 500)))
  expect(text).toContain('Lead Source')
  expect(text).not.toMatch(/Olark|Mumbai|Unemployed/)
})
