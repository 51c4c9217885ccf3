/** That somebody is to be erased from these leads, and how far that is. Nothing in it tells who they are. */
export type Erasure = {
  /** `er_` + ULID. */
  id: string
  workspace: string
  /** Of what was typed, so that a second request for the same person is recognised. */
  hash: string
  leads: string[]
  by: string
  at: Date
  /** How often everything was gone through; what a step still had in hand may bring words back, so once is not enough. */
  passes: number
}
