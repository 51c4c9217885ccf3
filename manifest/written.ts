import { yamlOf } from './yaml.ts'

const HEAD = '# Made from manifest/manifest.ts by scripts/manifest.ts: change it there.\n'

export function manifestYaml(manifest: object): string {
  return HEAD + yamlOf(manifest)
}

export function manifestJson(manifest: object): string {
  return `${JSON.stringify(manifest, null, 2)}\n`
}
