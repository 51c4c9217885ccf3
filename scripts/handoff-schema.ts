import { z } from 'zod'
import { HandoffBody } from '../src/handoff/body.ts'

/**
 * JSON Schema 2020-12 of the default body, as receivers get it. It is open, so that a key that is added later breaks
 * nobody's validation, and leaves zod's patterns for times to `format`.
 */
export function handoffSchema() {
  const { $schema, ...rest } = z.toJSONSchema(HandoffBody, {
    target: 'draft-2020-12',
    io: 'input',
    override: ({ jsonSchema }) => {
      if (jsonSchema.format === 'date-time') delete jsonSchema.pattern
    },
  })
  return {
    $schema,
    $id: 'urn:greenlight:handoff:1',
    title: 'Handoff',
    description: 'What Greenlight sends to a CRM about one event of one lead. Every key is always there.',
    ...rest,
  }
}
