import { expect, it } from 'vitest'
import { permalink, postId } from '../../src/lead/post.ts'

it('a card and each thread line have an id of their own', () => {
  expect(postId({ lead: 'lead_1', destination: null })).toBe('lead_1:card')
  expect(postId({ lead: 'lead_1', destination: 'dest_1' })).toBe('lead_1:dest_1')
})

it('a permalink has the form of Slack’s own', () => {
  const post = { channel: 'C0LEADS', ts: '1712345678.000200' }
  const link = 'https://acme.slack.com/archives/C0LEADS/p1712345678000200'
  expect(permalink('https://acme.slack.com/', post)).toBe(link)
  expect(permalink('https://acme.slack.com', post)).toBe(link)
})

it('there is no permalink before the post, or of a workspace whose address nobody knows', () => {
  expect(permalink('https://acme.slack.com/', null)).toBeNull()
  expect(permalink('https://acme.slack.com/', { channel: 'C0LEADS', ts: null })).toBeNull()
  expect(permalink(null, { channel: 'C0LEADS', ts: '1.2' })).toBeNull()
})
