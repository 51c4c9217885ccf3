import { readConfig, VARIABLES } from '../src/config.ts'

type Variable = { name: string; text: string; usual: string; isNeeded: boolean }

/** `.env.example`: every variable with what it is for and its default, all switched off but those that a start needs. */
export function envExample(): string {
  const entries = variables().map(({ name, text, usual, isNeeded }) => {
    return `# ${text.replaceAll('`', '')}\n${isNeeded ? '' : '#'}${name}=${usual}\n`
  })
  return ['# Copy to .env; the environment wins over it, and an empty variable counts as unset.\n', ...entries].join(
    '\n',
  )
}

const START = '<!-- configuration: written by scripts/config-docs.ts -->'
const END = '<!-- end of configuration -->'

/** The README with its table of variables brought up to date; throws where it has no place for it. */
export function withTable(readme: string): string {
  const [before, rest] = readme.split(START)
  const after = rest?.split(END)[1]
  if (before === undefined || after === undefined) throw new Error(`README.md lacks the lines ${START} and ${END}`)
  return `${before}${START}\n${table()}${END}${after}`
}

function table(): string {
  const rows = variables().map(({ name, text, usual, isNeeded }) => {
    return `| \`${name}\` | ${isNeeded ? 'needed' : usual && `\`${usual}\``} | ${text} |\n`
  })
  return ['| variable | default | what for |\n|---|---|---|\n', ...rows].join('')
}

function variables(): Variable[] {
  const needed = missingAtStart()
  return Object.entries(VARIABLES).map(([name, schema]) => ({
    name,
    text: schema.description ?? '',
    usual: String(schema.parse(undefined) ?? ''),
    isNeeded: needed.includes(name),
  }))
}

/** What an empty environment is refused for. */
function missingAtStart(): string[] {
  try {
    readConfig({})
    return []
  } catch (error) {
    if (!(error instanceof Error)) throw error
    return error.message.split('\n').map((line) => line.split(' ')[0] ?? '')
  }
}
