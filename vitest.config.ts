import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** What takes longest. Begun last, it would run on while the other worker has nothing left to do. */
const SLOW = /\/test\/(chaos|e2e|flow|crms|walk)\b/

class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isSlow = ({ moduleId }: TestSpecification) => Number(SLOW.test(moduleId))
    return (await super.sort(files)).sort((one, other) => isSlow(other) - isSlow(one))
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
