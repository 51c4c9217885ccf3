import type { Section } from '../bench.ts'
import { arrival } from './arrival.ts'
import { card } from './card.ts'
import { click } from './click.ts'
import { cpu } from './cpu.ts'
import { drain } from './drain.ts'
import { fairness } from './fairness.ts'
import { inbound } from './inbound.ts'
import { learned } from './learned.ts'
import { memory } from './memory.ts'
import { secondProcess } from './second-process.ts'
import { stored } from './stored.ts'

/** In the order in which they run. */
export const SECTIONS: readonly Section[] = [
  inbound,
  drain,
  arrival,
  click,
  card,
  stored,
  fairness,
  cpu,
  learned,
  memory,
  secondProcess,
]
