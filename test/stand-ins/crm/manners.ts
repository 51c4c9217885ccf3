import type { Behaviour } from './behaviour.ts'

/** How the CRM behaves from now on: `times` handoffs long (then well again), or until told otherwise; to the first `tries` of each handoff. */
type Order = { behaviour: Behaviour; times: number; tries?: number | undefined }

/** What the page offers; the ids are part of its forms. */
export const PRESETS: readonly { id: string; label: string; behaviour: Behaviour }[] = [
  { id: '503', label: '503 Service Unavailable', behaviour: { kind: 'status', status: 503 } },
  { id: '500', label: '500 Internal Server Error', behaviour: { kind: 'status', status: 500 } },
  { id: '429', label: '429, Retry-After 10 s', behaviour: { kind: 'status', status: 429, retryAfter: '10' } },
  { id: '401', label: '401 Unauthorized', behaviour: { kind: 'status', status: 401 } },
  { id: '404', label: '404 Not Found', behaviour: { kind: 'status', status: 404 } },
  { id: '410', label: '410 Gone', behaviour: { kind: 'status', status: 410 } },
  {
    id: '422',
    label: '422 with a reason',
    behaviour: { kind: 'status', status: 422, body: '{"error":"the field \\"email\\" is required"}' },
  },
  { id: 'redirect', label: 'a redirect', behaviour: { kind: 'redirect', location: '/elsewhere' } },
  { id: 'text', label: '200 with a page of text', behaviour: { kind: 'text', text: '<h1>Welcome!</h1>' } },
  { id: 'slow-3', label: 'slow: 3 s', behaviour: { kind: 'slow', ms: 3_000 } },
  { id: 'slow-15', label: 'too slow: 15 s', behaviour: { kind: 'slow', ms: 15_000 } },
  { id: 'hang', label: 'no answer at all', behaviour: { kind: 'hang' } },
  { id: 'drip', label: 'an answer that drips', behaviour: { kind: 'drip' } },
  { id: 'endless', label: 'an answer without end', behaviour: { kind: 'endless' } },
  { id: 'gzip-bomb', label: 'a gzip bomb', behaviour: { kind: 'gzip-bomb' } },
  { id: 'cut-body', label: 'an answer that breaks off', behaviour: { kind: 'cut-body' } },
  { id: 'half-close', label: 'hang up without an answer', behaviour: { kind: 'half-close' } },
  { id: 'reset-before', label: 'reset before reading', behaviour: { kind: 'reset-before-reading' } },
  { id: 'reset-after', label: 'reset after reading', behaviour: { kind: 'reset-after-reading' } },
]

const EVERY_PATH = '*'
const well: Behaviour = { kind: 'well' }

/** The CRM's standing orders, for one path or for all; an order for a path goes first. */
export class Manners {
  readonly #orders = new Map<string, Order>()

  order(order: Order, path = EVERY_PATH): void {
    if (order.behaviour.kind === 'well') this.#orders.delete(path)
    else this.#orders.set(path, order)
  }

  /** The behaviour for the handoff that just came, after so many tries before; counts it. */
  next(path: string, before: number): Behaviour {
    const key = this.#orders.has(path) ? path : EVERY_PATH
    const order = this.#orders.get(key)
    if (order === undefined || (order.tries !== undefined && before >= order.tries)) return well
    if (order.times <= 1) this.#orders.delete(key)
    else this.#orders.set(key, { ...order, times: order.times - 1 })
    return order.behaviour
  }

  get isWell(): boolean {
    return this.#orders.size === 0
  }

  /** One sentence for each standing order. */
  told(): string[] {
    if (this.isWell) return ['The CRM behaves well: it takes every handoff that is signed rightly.']
    return [...this.#orders].map(([path, order]) => {
      const where = path === EVERY_PATH ? '' : ` at ${path}`
      return `The CRM misbehaves${where}: ${nameOf(order.behaviour)}, ${howLong(order.times)}.`
    })
  }
}

export function nameOf(behaviour: Behaviour): string {
  const preset = PRESETS.find((one) => JSON.stringify(one.behaviour) === JSON.stringify(behaviour))
  if (preset !== undefined) return preset.label
  if (behaviour.kind === 'status') return `status ${behaviour.status}`
  return behaviour.kind === 'slow' ? `slow: ${behaviour.ms} ms` : behaviour.kind
}

function howLong(times: number): string {
  if (times === Number.POSITIVE_INFINITY) return 'until told otherwise'
  return times === 1 ? 'once more' : `${times} more times`
}
