import type { Intake } from '../../src/flow/ports.ts'
import { ARRIVED } from './leads.ts'

const HOUR_MS = 3600 * 1000

/** How a lead came in: by a call that is remembered for an hour. */
export function anIntake(overrides: Partial<Intake> = {}): Intake {
  return {
    dedupeKey: 'ep_1:event_1',
    bodyHash: 'hash_1',
    rememberedUntil: new Date(ARRIVED.getTime() + HOUR_MS),
    requestId: 'req_1',
    address: '192.0.2.1',
    bytes: 120,
    ms: 3,
    ...overrides,
  }
}
