import { readFile } from 'node:fs/promises'
import type { mongo } from 'mongoose'

/** Of Linux on every common machine. */
const TICKS_PER_SECOND = 100
const USER_TIME_FIELD = 13
const SYSTEM_TIME_FIELD = 14

/** Processor seconds that a process has used so far, in user and system mode: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
export async function processorSeconds(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
  // The name stands in brackets and may hold spaces; fields are counted after it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[USER_TIME_FIELD - 2]) + Number(fields[SYSTEM_TIME_FIELD - 2])) / TICKS_PER_SECOND
}

/** Resident memory of a process, in MB. */
export async function residentMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024
}

const COUNTED = ['aggregate', 'delete', 'distinct', 'find', 'findAndModify', 'getMore', 'insert', 'update'] as const
/** A command that comes more rarely than this is not worth its word. */
const WORTH_TELLING = 0.005

/** How many commands the database carries out meanwhile for each of `count` things: a figure that noise does not touch. */
export async function commandsEach(
  db: mongo.Db,
  count: number,
  work: () => Promise<unknown>,
): Promise<{ all: number; told: string }> {
  const before = await commandsSoFar(db)
  await work()
  const after = await commandsSoFar(db)
  const each = COUNTED.map((name, i) => ({ name, n: ((after[i] ?? 0) - (before[i] ?? 0)) / count }))
  const told = each.filter(({ n }) => n >= WORTH_TELLING).map(({ name, n }) => `${name} ${n.toFixed(2)}`)
  return { all: each.reduce((sum, { n }) => sum + n, 0), told: told.join(', ') }
}

async function commandsSoFar(db: mongo.Db): Promise<number[]> {
  const { commands } = (await db.admin().serverStatus()).metrics
  return COUNTED.map((name) => Number(commands[name].total))
}
