/** Tells how far a scenario is. */
export type Progress = (line: string) => void
