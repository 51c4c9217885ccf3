import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** What takes longest, in the order in which it begins: last, it would run on while the other worker has nothing left to do. The kills want most of the machine, so neither the fuzz nor a browser runs beside them. */
const SLOW = ['chaos/kills', 'crms', 'e2e/', 'chaos/outages', 'chaos/fuzz', 'chaos/', 'flow/', 'walk']

function rankOf({ moduleId }: TestSpecification): number {
  const rank = SLOW.findIndex((path) => moduleId.includes(`/test/${path}`))
  return rank < 0 ? SLOW.length : rank
}

class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).sort((one, other) => rankOf(one) - rankOf(other))
  }
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/mongod.ts', 'test/support/product.ts'],
    sequence: { sequencer: SlowFirst },
    maxWorkers: 2,
    testTimeout: 90_000,
    hookTimeout: 60_000,
    reporters: ['default'],
  },
})
