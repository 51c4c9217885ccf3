import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { MANIFEST } from '../manifest/manifest.ts'
import { manifestJson, manifestYaml } from '../manifest/written.ts'

const ROOT = join(import.meta.dirname, '..')

/** Writes the manifest anew: as YAML to paste into Slack's own page, and as JSON for the Slack CLI. */
writeFileSync(join(ROOT, 'slack-manifest.yml'), manifestYaml(MANIFEST))
writeFileSync(join(ROOT, 'manifest/manifest.json'), manifestJson(MANIFEST))
