import type { Section } from '../bench.ts'
import { inbound } from './inbound.ts'

/** In the order in which they run. */
export const SECTIONS: readonly Section[] = [inbound]
