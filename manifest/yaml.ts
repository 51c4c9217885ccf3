/** Plain data as YAML that people can read: block style, and text always in quotes. */
export function yamlOf(value: unknown, indent = ''): string {
  if (Array.isArray(value)) return value.map((one) => `${indent}- ${item(one, indent)}`).join('')
  if (typeof value !== 'object' || value === null) return `${JSON.stringify(value)}\n`
  return Object.entries(value)
    .map(
      ([key, one]) =>
        `${indent}${key}:${typeof one === 'object' && one !== null ? '\n' : ' '}${yamlOf(one, nested(one, indent))}`,
    )
    .join('')
}

/** The first line of a list's item stands behind its dash. */
function item(value: unknown, indent: string): string {
  return yamlOf(value, `${indent}  `).trimStart()
}

function nested(value: unknown, indent: string): string {
  return typeof value === 'object' && value !== null ? `${indent}  ` : ''
}
