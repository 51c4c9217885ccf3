import { randomBytes } from 'node:crypto'
import { createFlow } from '../../src/flow/index.ts'
import { NOTHING_LATER, type Ports } from '../../src/flow/ports.ts'
import type { Settings } from '../../src/lead/workspace.ts'
import { openStores } from '../mongo/stores.ts'
import { aPerson } from '../support/leads.ts'

export const TEAM = 'T0OURS'
const NOT_HERE = async () => {
  throw new Error('nothing is sent in simulated time')
}
const SWEPT_AFTER_MS = 1600

/** The flow of two processes on the real MongoDB, in a time that the test turns. Nothing is kicked: the sweep takes every step. */
export async function openSimulation(
  name: string,
  settings: Partial<Settings>,
  start: string,
  more: Partial<Ports> = {},
) {
  const stores = await openStores(name)
  const clock = { now: new Date(start) }
  const groups = new Map<string, string[]>()
  const gone = new Set<string>()
  let ids = 0
  const portsOn = ({ workspaces, ...rest }: Omit<typeof stores, 'db' | 'raw' | 'elsewhere'>): Ports => ({
    ...rest,
    workspaces: { ...workspaces, lately: workspaces.find },
    now: () => new Date(clock.now),
    random: () => 0.5,
    newId: (prefix) => `${prefix}_${String(++ids).padStart(8, '0')}`,
    randomBytes,
    breathe: async () => {},
    publicUrl: 'http://greenlight.invalid',
    egressIps: '',
    model: null,
    slack: {
      look: NOT_HERE,
      card: NOT_HERE,
      history: NOT_HERE,
      line: NOT_HERE,
      notice: NOT_HERE,
      workspaceAdmins: NOT_HERE,
    },
    roster: { membersOf: async (_, group) => groups.get(group) ?? null, isGone: async (_, user) => gone.has(user) },
    slackApi: { url: 'http://slack.invalid', token: async () => null },
    pause: async () => {},
    courier: { send: NOT_HERE, check: NOT_HERE },
    later: NOTHING_LATER,
    puzzled: () => {},
    reached: () => {},
    ...more,
  })
  const flow = createFlow(portsOn(stores))
  const other = createFlow(portsOn(await stores.elsewhere()))
  await stores.workspaces.remember({ id: TEAM, name: 'Ours', url: null, botUserId: null, publicUrl: null })
  await stores.workspaces.saveSettings(TEAM, 0, settings)

  let sweeps = 0
  return {
    flow,
    /** The same in the other process. */
    other,
    stores,
    clock,
    groups,
    gone,
    /** Adds an inbound URL whose leads have cards. */
    endpoint: (name: string, more: Partial<Parameters<typeof flow.addEndpoint>[0]> = {}) =>
      flow.addEndpoint({
        workspace: TEAM,
        by: 'test',
        name,
        source: 'agentflow',
        channel: 'C0LEADS',
        rate: 0,
        burst: 0,
        auth: null,
        secret: null,
        ...more,
      }),
    lead: (endpoint: string, n: number) =>
      flow.newLead({
        workspace: TEAM,
        by: aPerson(),
        endpoint,
        key: `lead-${n}`,
        name: `Lead ${n}`,
        email: `lead-${n}@acme.example`,
        phone: null,
        company: null,
        message: null,
        fields: [],
        test: false,
      }),
    /** The processes take up whatever is due until nothing is: every third time both at once, else by turns. */
    async settle() {
      for (let more = 1; more > 0; sweeps++) {
        clock.now = new Date(clock.now.getTime() + SWEPT_AFTER_MS)
        const awake = sweeps % 3 === 0 ? [flow, other] : [sweeps % 2 === 0 ? flow : other]
        const taken = await Promise.all(awake.map(({ sweep }) => sweep()))
        more = taken.reduce((sum, count) => sum + count, 0)
      }
    },
    /** When the next step falls due; null when none will. */
    async nextStep(): Promise<Date | null> {
      const waiting = stores.raw('leads').find({ wakeAt: { $type: 'date' } })
      const [first] = await waiting.sort({ wakeAt: 1 }).limit(1).toArray()
      return first?.wakeAt ?? null
    },
    leads: async () => {
      const ids = await stores.raw('leads').distinct('_id')
      const found = await Promise.all(ids.map((id) => stores.leads.find(id)))
      return found.filter((lead) => lead !== null)
    },
  }
}
