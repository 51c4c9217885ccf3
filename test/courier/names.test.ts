import { expect, test } from 'vitest'
import { hostsEntries, type Lookup, lookupSystem, remembering } from '../../src/courier/names.ts'

const HOSTS = `# a comment
127.0.0.1\tlocalhost  # ours
::1 localhost ip6-localhost
10.0.0.7 crm CRM.corp   # two names
# 10.0.0.8 off
nonsense crm
`

test('the hosts file is read as the system reads it', () => {
  expect(hostsEntries(HOSTS, 'localhost').map(({ address }) => address)).toEqual(['127.0.0.1', '::1'])
  expect(hostsEntries(HOSTS, 'crm')).toEqual([{ address: '10.0.0.7', family: 4 }])
  expect(hostsEntries(HOSTS, 'crm.corp')).toHaveLength(1)
  expect(hostsEntries(HOSTS, 'off')).toEqual([])
  expect(hostsEntries('', 'crm')).toEqual([])
})

test('localhost is found on this machine without asking DNS', async () => {
  expect((await lookupSystem('localhost')).map(({ address }) => address)).toContain('127.0.0.1')
})

function counted(answer: Lookup) {
  const asked: string[] = []
  const lookup = remembering((host) => {
    asked.push(host)
    return answer(host)
  })
  return { asked, lookup }
}

test('askers at the same time share one question, and the answer holds for a while', async () => {
  const { asked, lookup } = counted(async (host) => [{ address: host, family: 4 }])
  await Promise.all([lookup('a'), lookup('a'), lookup('b')])
  await lookup('a')
  expect(asked).toEqual(['a', 'b'])
})

test('a failure is not remembered', async () => {
  const { asked, lookup } = counted(() => Promise.reject(new Error('no')))
  await expect(lookup('a')).rejects.toThrow('no')
  await expect(lookup('a')).rejects.toThrow('no')
  expect(asked).toEqual(['a', 'a'])
})

test('what is remembered is bounded: the oldest goes first', async () => {
  const { asked, lookup } = counted(async () => [])
  for (let index = 0; index <= 1_000; index += 1) await lookup(`host${index}`)
  await lookup('host1000')
  await lookup('host0')
  expect(asked.slice(-2)).toEqual(['host1000', 'host0'])
})
