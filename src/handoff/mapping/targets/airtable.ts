import { field, type Target } from '../target.ts'

/** The `fields` of a record. `Lead ID` is what the upsert merges on. */
export const airtable: Target = {
  name: 'airtable',
  preset: {
    'Lead ID': { $from: 'lead_id' },
    Name: { $from: 'name', $omit: 'empty' },
    Email: { $from: 'email', $omit: 'empty' },
    Phone: { $from: 'phone', $omit: 'empty' },
    Company: { $from: 'company', $omit: 'empty' },
    Message: { $from: 'message', $truncate: 100_000, $omit: 'empty' },
    Score: { $from: 'score', $omit: 'empty' },
    Status: {
      $from: 'decision',
      $map: { approved: 'Approved', rejected: 'Rejected', review_requested: 'In review' },
      $default: 'New',
    },
    Summary: { $from: 'summary', $omit: 'empty' },
    Received: { $from: 'received_at' },
  },
  fields: [
    field('Lead ID', { required: true }),
    field('Name'),
    field('Email'),
    field('Phone'),
    field('Company'),
    field('Message', { maxLength: 100_000 }),
    field('Score', { type: 'number' }),
    field('Status'),
    field('Summary'),
    field('Received'),
  ],
}
