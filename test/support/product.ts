import type { TestProject } from 'vitest/node'
import { buildProduct } from '../../scripts/built-product.ts'

/** Vitest's global setup: the product as it is now, for the processes that tests start. */
export async function setup(project: TestProject): Promise<void> {
  await buildProduct()
  project.onTestsRerun(buildProduct)
}
