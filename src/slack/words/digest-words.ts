/** The words of the digest and its picture. */
export const DIGEST_WORDS = {
  title: { daily: 'Daily digest', weekly: 'Weekly digest' },
  span: (from: string, to: string) => `${from} to ${to}`,
  leads: 'Leads in',
  decided: 'Decided',
  median: 'Median time to decision',
  failed: 'Deliveries failed',
  counts: (approved: number, rejected: number) => `${approved + rejected} (${approved} approved, ${rejected} rejected)`,
  against: (value: string) => ` (before: ${value})`,
  bySource: 'Approval rate by source',
  rate: (source: string, approved: number, decided: number, before: string | null) =>
    decided === 0
      ? `${source}: nothing decided`
      : `${source}: ${Math.round((100 * approved) / decided)} % (${approved} of ${decided})${before ? `, before: ${before}` : ''}`,
  none: 'No lead came in.',
  picture: 'Leads by source',
  approved: 'approved',
  rejected: 'rejected',
  open: 'not decided',
  alt: (rows: string) => `Bar chart of leads by source. ${rows}`,
  altRow: (source: string, approved: number, rejected: number, open: number) =>
    `${source}: ${approved} approved, ${rejected} rejected, ${open} not decided`,
} as const
