import { expect, it } from 'vitest'
import { createGate } from '../../src/openai/gate.ts'

const never = () => new AbortController().signal

it('lets no more in at once than there is room for, and everybody in the end', async () => {
  const gate = createGate(2)
  let inside = 0
  let most = 0
  const work = async () => {
    inside += 1
    most = Math.max(most, inside)
    await new Promise((resolve) => setImmediate(resolve))
    inside -= 1
    return 'done'
  }
  const results = await Promise.all(Array.from({ length: 20 }, () => gate.pass(work, never())))
  expect(results).toEqual(Array.from({ length: 20 }, () => 'done'))
  expect(most).toBe(2)
})

it('turns away who waited too long, without doing their work, and keeps the line moving', async () => {
  const gate = createGate(1)
  let release: () => void = () => undefined
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  const running = gate.pass(() => held, never())
  const patience = new AbortController()
  let worked = false
  const impatient = gate.pass(async () => {
    worked = true
  }, patience.signal)
  const patient = gate.pass(async () => 'served', never())
  patience.abort()
  expect(await impatient).toBeUndefined()
  release()
  await running
  expect(await patient).toBe('served')
  expect(worked).toBe(false)
})

it('frees the place of work that fails', async () => {
  const gate = createGate(1)
  await expect(gate.pass(() => Promise.reject(new Error('boom')), never())).rejects.toThrow('boom')
  expect(await gate.pass(async () => 'next', never())).toBe('next')
})
