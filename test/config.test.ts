import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { envExample, withTable } from '../scripts/config-table.ts'
import { readConfig, VARIABLES } from '../src/config.ts'

const ROOT = join(import.meta.dirname, '..')
const SLACK = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 'secret' }
const KEY = Buffer.alloc(32, 7).toString('base64')

/** Which variables are complained about, in order. */
function refusedFor(...call: Parameters<typeof readConfig>): string[] {
  try {
    readConfig(...call)
    return []
  } catch (error) {
    expect(error).toMatchObject({ code: 'bad_config' })
    return error instanceof Error ? error.message.split('\n').map((line) => line.split(' ')[0] ?? '') : []
  }
}

describe('the environment', () => {
  it('needs nothing but Slack', () => {
    expect(readConfig(SLACK)).toMatchObject({ ...SLACK, PORT: 8080, ROLE: 'all', PUBLIC_URL: 'http://localhost:8080' })
    expect(refusedFor({})).toEqual(['SLACK_BOT_TOKEN', 'SLACK_SIGNING_SECRET'])
    expect(refusedFor({ SLACK_APP_TOKEN: 'xapp-1' })).toEqual(['SLACK_BOT_TOKEN'])
    expect(refusedFor({ ...SLACK, SLACK_APP_TOKEN: 'xoxb-1' })).toEqual(['SLACK_APP_TOKEN'])
  })

  it('needs not even that for a shell', () => expect(refusedFor({}, '', 'shell')).toEqual([]))

  it('needs a database and keys of its own in production, in a shell as well', () => {
    const production = { ...SLACK, NODE_ENV: 'production' }
    expect(refusedFor(production)).toEqual(['MONGODB_URI', 'ENCRYPTION_KEYS'])
    expect(refusedFor(production, '', 'shell')).toEqual(['MONGODB_URI', 'ENCRYPTION_KEYS'])
    expect(refusedFor({ ...production, MONGODB_URI: 'mongodb://db', ENCRYPTION_KEYS: `k1:${KEY}` })).toEqual([])
  })

  it.each([
    ['PORT', 'eighty', 'PORT must be a port number'],
    ['PORT', '65536', 'PORT must be a port number'],
    ['PORT', '80.5', 'PORT must be a port number'],
    ['PUBLIC_URL', 'leads.example.com', 'PUBLIC_URL must be an http(s) URL'],
    ['PUBLIC_URL', 'ftp://leads.example.com', 'PUBLIC_URL must be an http(s) URL'],
    ['SLACK_API_URL', 'nowhere', 'SLACK_API_URL must be an http(s) URL'],
    ['OPENAI_BASE_URL', 'nowhere', 'OPENAI_BASE_URL must be an http(s) URL'],
    ['ROLE', 'boss', 'all, web or worker'],
    ['KICK', 'maybe', 'on or off'],
    ['LOG_LEVEL', 'loud', 'or silent'],
    ['FAULT_POINT', 'anywhere', '"received.saved"'],
    ['INBOUND_MAX_BYTES', '0', 'INBOUND_MAX_BYTES must be a whole number'],
    ['OPENAI_TIMEOUT_MS', '15s', 'OPENAI_TIMEOUT_MS must be a whole number'],
    ['OPENAI_TIMEOUT_MS', '20001', 'OPENAI_TIMEOUT_MS must be at most 20000'],
    ['EGRESS_IPS', '203.0.113.7, our office', 'EGRESS_IPS must be a list of addresses'],
    ['ENCRYPTION_KEYS', KEY, 'ENCRYPTION_KEYS must be a list of id:base64 pairs'],
    ['ENCRYPTION_KEYS', `k1:${KEY},k2:c2hvcnQ=`, 'ENCRYPTION_KEYS must be a list of id:base64 pairs'],
  ])('is refused with %s=%s, by name and with what it should be', (name, value, complaint) => {
    expect(refusedFor({ ...SLACK, [name]: value })).toEqual([name])
    expect(() => readConfig({ ...SLACK, [name]: value })).toThrow(complaint)
  })

  it('counts an empty variable as unset', () => {
    expect(readConfig({ ...SLACK, PORT: '', OPENAI_API_KEY: '' })).toMatchObject({ PORT: 8080 })
    expect(readConfig({ ...SLACK, OPENAI_API_KEY: '' })).not.toHaveProperty('OPENAI_API_KEY')
    expect(refusedFor({ ...SLACK, SLACK_BOT_TOKEN: '' })).toEqual(['SLACK_BOT_TOKEN'])
  })

  it('wins over a .env file, which fills what it leaves out', () => {
    const file = '# a remark\nPORT=9000\nSLACK_BOT_TOKEN="xoxb-file"\nSLACK_SIGNING_SECRET=of-the-file\n'
    const config = readConfig({ PORT: '9001', SLACK_BOT_TOKEN: '' }, file)
    expect(config).toMatchObject({ PORT: 9001, SLACK_BOT_TOKEN: 'xoxb-file', SLACK_SIGNING_SECRET: 'of-the-file' })
  })

  it('takes base URLs with or without a last slash', () => {
    expect(readConfig({ ...SLACK, SLACK_API_URL: 'http://localhost:3000/api/' }).SLACK_API_URL).toBe(
      'http://localhost:3000/api',
    )
  })

  it('names the keys that encrypt and decrypt, in their order', () => {
    const { ENCRYPTION_KEYS } = readConfig({ ...SLACK, ENCRYPTION_KEYS: `new:${KEY}, old:${KEY}` })
    expect(ENCRYPTION_KEYS).toEqual(['new', 'old'].map((id) => ({ id, key: Buffer.alloc(32, 7) })))
  })
})

describe('what is written about configuration', () => {
  it('tells every variable’s purpose', () => {
    for (const schema of Object.values(VARIABLES)) expect(schema.description).toMatch(/\w/)
  })

  it('is up to date in .env.example; `node --import tsx scripts/config-docs.ts` writes it', () => {
    expect(readFileSync(join(ROOT, '.env.example'), 'utf8')).toBe(envExample())
    expect(refusedFor({}, envExample())).toEqual(['SLACK_BOT_TOKEN', 'SLACK_SIGNING_SECRET'])
  })

  it('is up to date in README.md; `node --import tsx scripts/config-docs.ts` writes it', () => {
    const readme = readFileSync(join(ROOT, 'README.md'), 'utf8')
    expect(readme).toBe(withTable(readme))
  })
})
