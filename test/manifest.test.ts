import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { MANIFEST } from '../manifest/manifest.ts'
import { manifestYaml } from '../manifest/written.ts'
import { yamlOf } from '../manifest/yaml.ts'

const ROOT = join(import.meta.dirname, '..')
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8')

describe('what Slack is told of Greenlight', () => {
  it('stands in both files as manifest/manifest.ts says; else run scripts/manifest.ts', () => {
    expect(JSON.parse(read('manifest/manifest.json'))).toEqual(MANIFEST)
    expect(read('slack-manifest.yml')).toBe(manifestYaml(MANIFEST))
  })

  it('keeps to the lengths that Slack takes', () => {
    const { display_information: shown, features } = MANIFEST
    expect(shown.description.length).toBeLessThanOrEqual(140)
    expect(shown.long_description.length).toBeGreaterThanOrEqual(175)
    for (const { name, description } of features.shortcuts) {
      expect(name.length).toBeLessThanOrEqual(24)
      expect(description.length).toBeLessThanOrEqual(150)
    }
  })

  it('asks for nothing as optional that it does not ask for at all', () => {
    const { bot, bot_optional } = MANIFEST.oauth_config.scopes
    expect(bot).toEqual(expect.arrayContaining(bot_optional))
    expect(bot).not.toContainEqual(expect.stringMatching(/:history$/))
  })
})

it('lists, objects and odd words become YAML', () => {
  expect(yamlOf({ a: [{ b: 'x: "y"', c: true }, { b: 1 }], e: ['- z'] })).toBe(
    'a:\n  - b: "x: \\"y\\""\n    c: true\n  - b: 1\ne:\n  - "- z"\n',
  )
})
