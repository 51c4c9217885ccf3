import type { SeenPerson } from '../snapshot.ts'

export function Avatar({ person, size }: { person: SeenPerson; size: number }) {
  const style = { width: size, height: size, background: person.color, fontSize: size * 0.45, borderRadius: size * 0.2 }
  return (
    <span className="avatar" style={style} aria-hidden="true">
      {person.isBot ? '✓' : person.fullName.slice(0, 1)}
    </span>
  )
}
