import { readFile } from 'node:fs/promises'

/** Of Linux on every common machine. */
const TICKS_PER_SECOND = 100
const USER_TIME_FIELD = 13
const SYSTEM_TIME_FIELD = 14

/** Processor seconds that these processes have used so far, in user and system mode: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
export async function processorSeconds(pids: readonly number[]): Promise<number> {
  const ticks = await Promise.all(pids.map(ticksOf))
  return ticks.reduce((sum, one) => sum + one, 0) / TICKS_PER_SECOND
}

async function ticksOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
  // The name stands in brackets and may hold spaces; fields are counted after it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return Number(fields[USER_TIME_FIELD - 2]) + Number(fields[SYSTEM_TIME_FIELD - 2])
}

/** Resident memory of a process, in MB. */
export async function residentMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024
}
