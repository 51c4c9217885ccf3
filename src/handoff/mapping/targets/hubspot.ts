import { field, type Target } from '../target.ts'

/** The `properties` of a contact; every value is text, and a property that the account has not is refused. */
export const hubspot: Target = {
  name: 'hubspot',
  preset: {
    email: { $from: 'email', $omit: 'empty' },
    firstname: { $first: 'name', $omit: 'empty' },
    lastname: { $last: 'name', $omit: 'empty' },
    phone: { $from: 'phone', $omit: 'empty' },
    company: { $from: 'company', $omit: 'empty' },
    message: { $from: 'message', $truncate: 65_536, $omit: 'empty' },
    lifecyclestage: 'lead',
  },
  fields: [
    field('email', { required: true }),
    field('firstname'),
    field('lastname'),
    field('phone'),
    field('company'),
    field('message', { maxLength: 65_536 }),
    field('lifecyclestage'),
    field('website'),
    field('jobtitle'),
  ],
}
