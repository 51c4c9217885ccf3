import { field, type Target } from '../target.ts'

/** A Lead without its external id, which stands in the URL. https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_lead.htm */
export const salesforce: Target = {
  name: 'salesforce',
  preset: {
    FirstName: { $first: 'name', $truncate: 40, $omit: 'empty' },
    LastName: { $last: 'name', $truncate: 80, $default: '[not provided]' },
    Company: { $from: 'company', $truncate: 255, $default: '[not provided]' },
    Email: { $from: 'email', $omit: 'empty' },
    Phone: { $from: 'phone', $truncate: 40, $omit: 'empty' },
    LeadSource: 'Web',
    Rating: { $from: 'band', $map: { approve: 'Hot', review: 'Warm', reject: 'Cold' }, $omit: 'empty' },
    Description: {
      $template: 'Score {{score}}: {{summary}}\nNext: {{recommended_action}}\n\n{{message}}',
      $truncate: 32_000,
      $omit: 'empty',
    },
  },
  carries: ['lead_id'],
  fields: [
    field('FirstName', { maxLength: 40 }),
    field('LastName', { required: true, maxLength: 80 }),
    field('Company', { required: true, maxLength: 255 }),
    field('Email', { maxLength: 80 }),
    field('Phone', { maxLength: 40 }),
    field('Title', { maxLength: 128 }),
    field('LeadSource'),
    field('Rating'),
    field('Status'),
    field('Description', { maxLength: 32_000 }),
  ],
}
