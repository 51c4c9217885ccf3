import { field, type Target } from '../target.ts'

/** The `properties` of a page. Their names are those of the database; all but the title may be left out there. */
export const notion: Target = {
  name: 'notion',
  preset: {
    Name: { '$notion.title': { $template: '{{name}} — {{company}}', $default: 'Lead' } },
    'Lead ID': { '$notion.rich_text': { $from: 'lead_id' } },
    Email: { '$notion.email': { $from: 'email' } },
    Phone: { '$notion.phone': { $from: 'phone' } },
    Company: { '$notion.rich_text': { $from: 'company' } },
    Score: { '$notion.number': { $from: 'score' } },
    Status: {
      '$notion.select': {
        $from: 'decision',
        $map: { approved: 'Approved', rejected: 'Rejected', review_requested: 'In review' },
        $default: 'New',
      },
    },
    Summary: { '$notion.rich_text': { $from: 'summary' } },
    Message: { '$notion.rich_text': { $from: 'message' } },
    Received: { '$notion.date': { $from: 'received_at' } },
  },
  fields: [
    field('Name.title', { type: 'list', required: true }),
    field('Lead ID.rich_text', { type: 'list' }),
    field('Email.email', { maxLength: 200 }),
    field('Phone.phone_number', { maxLength: 200 }),
    field('Company.rich_text', { type: 'list' }),
    field('Score.number', { type: 'number' }),
    field('Status.select', { type: 'object' }),
    field('Summary.rich_text', { type: 'list' }),
    field('Message.rich_text', { type: 'list' }),
    field('Received.date', { type: 'object' }),
  ],
}
