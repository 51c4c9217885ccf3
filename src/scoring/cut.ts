/** The beginning of a text, of at most so many UTF-16 units; no character is cut in half, which some JSON readers refuse. */
export function cut(text: string, units: number): string {
  const beginning = text.slice(0, units)
  return text.length > units && /[\uD800-\uDBFF]$/.test(beginning) ? beginning.slice(0, -1) : beginning
}
