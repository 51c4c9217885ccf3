import { build } from 'esbuild'

/** The product and its packages as one file, which starts in half the time that tsx takes to load its hundreds. */
export const BUILT_PRODUCT = 'node_modules/.cache/greenlight/main.mjs'

/** Builds it from the sources as they are; to be done once before processes of it are started. */
export async function buildProduct(): Promise<void> {
  await build({
    entryPoints: ['src/main.ts'],
    outfile: BUILT_PRODUCT,
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['@resvg/resvg-js', 'echarts', 'mongodb-memory-server'],
    // Packages of the older kind ask for Node's own modules by this name.
    banner: { js: "import { createRequire as of } from 'node:module'\nconst require = of(import.meta.url)" },
    logLevel: 'error',
  })
}
