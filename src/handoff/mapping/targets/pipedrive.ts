import { field, type Target } from '../target.ts'

/** A person, and the lead that is made for them. */
export const pipedrive: Target = {
  name: 'pipedrive',
  preset: {
    person: {
      name: { $from: ['name', 'email', 'phone'], $truncate: 255, $default: 'Lead' },
      emails: { '$pipedrive.email': { $from: 'email' } },
      phones: { '$pipedrive.phone': { $from: 'phone' } },
    },
    lead: {
      title: { $template: '{{name}} ({{company}})', $truncate: 255, $default: 'Lead' },
      origin_id: { $from: 'lead_id' },
    },
  },
  fields: [
    field('person.name', { required: true, maxLength: 255 }),
    field('person.emails', { type: 'list' }),
    field('person.phones', { type: 'list' }),
    field('lead.title', { required: true, maxLength: 255 }),
    field('lead.origin_id'),
  ],
}
