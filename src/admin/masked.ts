const SHOWN_CHARACTERS = 4
const SHOWN_FROM_LENGTH = 12

/** A secret as it may be shown after its creation: its last four characters, and of a short one nothing. */
export function masked(secret: string): string {
  return `••••${secret.length >= SHOWN_FROM_LENGTH ? secret.slice(-SHOWN_CHARACTERS) : ''}`
}
