/** Words that begin a family name of several words. */
const PARTICLES = new Set(
  'aan af al bin bint da dal das de degli dei del della den der di do dos du el ibn la le lo op ten ter van ver von vom zu zum zur'.split(
    ' ',
  ),
)

/** A name in two: "Jean-Luc Picard" is Jean-Luc and Picard, "Ludwig van Beethoven" Ludwig and van Beethoven. A single word is the last name, for receivers insist on one. */
export function splitName(name: string): { first: string; last: string } {
  const words = name.trim().split(/\s+/u)
  const first = words[0] ?? ''
  const isFamilyOnly = words.length === 1 || (PARTICLES.has(first) && words.length > 1)
  if (isFamilyOnly) return { first: '', last: words.join(' ') }
  const particle = words.findIndex((word, i) => i > 0 && i < words.length - 1 && PARTICLES.has(word.toLowerCase()))
  const at = particle < 0 ? words.length - 1 : particle
  return { first: words.slice(0, at).join(' '), last: words.slice(at).join(' ') }
}
