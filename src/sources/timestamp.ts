const ISO_8601 =
  /^(\d{4})(-?)(\d\d)\2(\d\d)(?:T(?:[01]\d|2[0-4]):?[0-5]\d(?::?(?:[0-5]\d|60)(?:[.,]\d+)?)?(?:Z|[+-]\d\d(?::?\d\d)?)?)?$/

/** Whether this is an ISO 8601 calendar date, with or without a time of day, in the extended or the basic form. */
export function isIso8601(text: string): boolean {
  const [, year, , month, day] = ISO_8601.exec(text) ?? []
  if (year === undefined) return false
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.getUTCDate() === Number(day)
}
