import { type Db, MongoBackend } from '@agendajs/mongo-backend'
import { Agenda } from 'agenda'

export type ClockOptions = {
  /** The database, connected already: a connection that Agenda opens itself ends the process when it fails. */
  db: Db
  /** This process, uniquely. */
  name: string
  /** Takes up what is due, in every destination and channel. */
  dispatch(): Promise<void>
  /** Takes the steps that were forgotten. */
  sweep(): Promise<void>
  /** Takes replays further. */
  replay(): Promise<void>
  /** Lets go of what is kept no longer. */
  retain(): Promise<void>
  /** Sends what is told every day or week. */
  digest(): Promise<void>
  /** Gives the leads of people who have left to others. */
  replaceOwners(): Promise<void>
  /** Learns from what was decided. */
  train(): Promise<void>
  /** Takes up one destination. */
  wake(destination: string): Promise<void>
  failed(what: string, error: unknown): void
}

/** The clock: recurring jobs, and one wake-up per destination and second in which something falls due. */
export type Clock = { wakeAt(destination: string, at: Date): void; stop(): Promise<void> }

const POLL_EVERY_MS = 500
const LOCK_MS = 5000
/** Longer than any stall: what else these locks would hold up is found by the next dispatch. */
const WAKE_LOCK_MS = 300_000
const RETAIN_LOCK_MS = 60_000
const TRAIN_LOCK_MS = 300_000
const DRAIN_MS = 3000
/** Without a limit of locks: a lock that runs out before its job runs, as after a stall, stays counted for good, and the job would never run again. */
const ONE_AT_A_TIME = { concurrency: 1, lockLifetime: LOCK_MS }
const COLLECTION = 'agendaJobs'

/** Starts Agenda on the given database. Its jobs are safe to run twice and in parallel, which Agenda does not rule out. */
export async function startClock(options: ClockOptions): Promise<Clock> {
  const { db } = options
  let hasStopped = false
  /** Once it has stopped its connection is closed under whatever outlived the drain; that is taken up again elsewhere. */
  const failed = (what: string, error: unknown) => hasStopped || options.failed(what, error)
  const agenda = new Agenda({
    backend: new MongoBackend({ mongo: db, collection: COLLECTION }),
    name: options.name,
    processEvery: POLL_EVERY_MS,
    defaultLockLifetime: LOCK_MS,
  })
  agenda.on('error', (error) => failed('agenda', error))
  agenda.on('fail', (error, job) => failed(`job ${job.attrs.name}`, error))
  agenda.define('dispatch', () => options.dispatch(), ONE_AT_A_TIME)
  agenda.define('sweep', () => options.sweep(), ONE_AT_A_TIME)
  agenda.define<{ destination: string }>('wake', ({ attrs }) => options.wake(attrs.data.destination), {
    lockLimit: 20,
    lockLifetime: WAKE_LOCK_MS,
    removeOnComplete: true,
  })
  agenda.define('replay', () => options.replay(), ONE_AT_A_TIME)
  agenda.define('retain', () => options.retain(), { ...ONE_AT_A_TIME, lockLifetime: RETAIN_LOCK_MS })
  agenda.define('digest', () => options.digest(), { ...ONE_AT_A_TIME, lockLifetime: RETAIN_LOCK_MS })
  agenda.define('replace owners', () => options.replaceOwners(), { ...ONE_AT_A_TIME, lockLifetime: RETAIN_LOCK_MS })
  agenda.define('train', () => options.train(), { ...ONE_AT_A_TIME, lockLifetime: TRAIN_LOCK_MS })
  await agenda.start()
  await agenda.every('1 second', 'dispatch')
  await agenda.every('1 second', 'sweep')
  await agenda.every('2 seconds', 'replay')
  await agenda.every('1 hour', 'retain')
  await agenda.every('1 minute', 'digest')
  await agenda.every('5 minutes', 'replace owners')
  await agenda.every('1 minute', 'train')
  const wakes = new Set<string>()

  return {
    wakeAt(destination, at) {
      const second = Math.ceil(at.getTime() / 1000)
      const key = `${destination}:${second}`
      if (wakes.has(key)) return
      wakes.add(key)
      const forget = () => wakes.delete(key)
      setTimeout(forget, Math.min(at.getTime() - Date.now() + 1000, 2 ** 31 - 1)).unref()
      agenda.schedule(new Date(second * 1000), 'wake', { destination }).catch((error: unknown) => failed('wake', error))
    },
    async stop() {
      await agenda.drain(DRAIN_MS)
      hasStopped = true
    },
  }
}
