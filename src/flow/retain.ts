import type { Ports } from './ports.ts'

const KEPT_MS = 30 * 24 * 3600 * 1000

/** Lets go of the bodies of handoffs that were delivered a month ago; what was sent when, and how it was answered, stays. */
export function retain(ports: Ports): Promise<number> {
  return ports.handoffs.forgetBodies(new Date(ports.now().getTime() - KEPT_MS))
}
