import type { Section } from '../bench.ts'
import { arrival } from './arrival.ts'
import { cpu } from './cpu.ts'
import { drain } from './drain.ts'
import { inbound } from './inbound.ts'

/** In the order in which they run. */
export const SECTIONS: readonly Section[] = [inbound, drain, arrival, cpu]
