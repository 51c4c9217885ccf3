import { expect, it } from 'vitest'
import { openStores } from './stores.ts'

const JANE = { workspace: 'T0OURS', destination: 'dest_1', key: 'person jane@acme.example' }
const by = (handoff: string) => ({ ...JANE, handoff })

it('one handoff alone may make something, whichever process it is tried by, and may ask again', async () => {
  const stores = await openStores('makings')
  const there = await stores.elsewhere()
  const claims = await Promise.all(
    Array.from({ length: 20 }, (_, n) => (n % 2 ? stores : there).makings.claim(by(`ho_${n}`))),
  )
  const first = claims.findIndex(({ claim }) => claim === 'mine')
  expect(claims.filter(({ claim }) => claim === 'taken')).toHaveLength(19)
  expect(await there.makings.claim(by(`ho_${first}`))).toEqual({ claim: 'mine' })
})

it('the others are told what was made, at that destination alone', async () => {
  const { makings } = await openStores('makings')
  await makings.claim(by('ho_1'))
  await makings.made(by('ho_2'), '13')
  await makings.made(by('ho_1'), '12')
  expect(await makings.claim(by('ho_2'))).toEqual({ claim: 'made', id: '12' })
  expect(await makings.claim({ ...by('ho_2'), destination: 'dest_2' })).toEqual({ claim: 'mine' })
})

it('a claim is over after a minute, when a search shows what came of it, and names nobody', async () => {
  const { makings, raw } = await openStores('makings')
  await makings.claim(by('ho_1'))
  const doc = await raw('makings').findOneAndUpdate({}, [{ $set: { at: { $subtract: ['$$NOW', 60_000] } } }])
  expect(JSON.stringify(doc)).not.toMatch(/jane|acme/)
  expect(await makings.claim(by('ho_2'))).toEqual({ claim: 'mine' })
})
