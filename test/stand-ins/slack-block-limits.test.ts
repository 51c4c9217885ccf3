import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blockKitProblems, charactersIn, viewProblems } from './slack/block-limits.ts'

const plain = (text: string) => ({ type: 'plain_text', text })
const section = (text: string, more: object = {}) => ({ type: 'section', text: plain(text), ...more })
const button = (more: object = {}) => ({ type: 'button', text: plain('Approve'), action_id: 'approve', ...more })
const actions = (...elements: object[]) => ({ type: 'actions', elements })
const option = (value: string) => ({ text: plain(value), value })
const select = (more: object) => ({ type: 'static_select', action_id: 'pick', ...more })
const input = (element: object, more: object = {}) => ({ type: 'input', label: plain('Label'), element, ...more })
const long = (length: number) => 'x'.repeat(length)
const modal = (more: object) => ({ type: 'modal', title: plain('Title'), blocks: [], ...more })

const TAKEN: [string, object][] = [
  ['a section of 3,000 characters', section(long(3000))],
  ['a section of 3,000 emoji', section('🙂'.repeat(3000))],
  ['a section with ten fields', { type: 'section', fields: Array(10).fill(plain('x')) }],
  ['a header of 150 characters', { type: 'header', text: plain(long(150)) }],
  [
    'a context of text and picture',
    { type: 'context', elements: [plain('x'), { type: 'image', image_url: 'https://a.example/x.png', alt_text: 'x' }] },
  ],
  ['a row of buttons', actions(button(), button({ action_id: 'reject', style: 'danger', value: long(2000) }))],
  [
    'an overflow as accessory',
    section('x', { accessory: { type: 'overflow', action_id: 'more', options: [option('a')] } }),
  ],
  ['a menu with its first choice', actions(select({ options: [option('a')], initial_option: option('a') }))],
  [
    'rich text',
    {
      type: 'rich_text',
      elements: [{ type: 'rich_text_quote', elements: [{ type: 'text', text: '<!channel>', style: { bold: true } }] }],
    },
  ],
  ['markdown', { type: 'markdown', text: long(12_000) }],
  ['a table', { type: 'table', rows: [[{ type: 'raw_text', text: 'x' }]] }],
  ['a card', { type: 'card', title: { type: 'mrkdwn', text: 'x' }, actions: [button()] }],
]

const REFUSED: [string, object, string][] = [
  [
    'a section over 3,000 characters',
    section(long(3001)),
    'must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
  ],
  ['an empty section', section(''), 'must be more than 0 characters [json-pointer:/blocks/0/text/text]'],
  ['a section without words', { type: 'section' }, 'must have text or fields'],
  ['eleven fields', { type: 'section', fields: Array(11).fill(plain('x')) }, 'no more than 10 items allowed'],
  ['a field over 2,000 characters', { type: 'section', fields: [plain(long(2001))] }, 'must be less than 2001'],
  ['a header over 150 characters', { type: 'header', text: plain(long(151)) }, 'must be less than 151'],
  ['a header in mrkdwn', { type: 'header', text: { type: 'mrkdwn', text: 'x' } }, 'unsupported type: mrkdwn'],
  ['eleven things in a context', { type: 'context', elements: Array(11).fill(plain('x')) }, 'no more than 10'],
  ['26 buttons', actions(...Array.from({ length: 26 }, (_, at) => button({ action_id: `a${at}` }))), 'no more than 25'],
  ['a row without buttons', actions(), 'no fewer than 1'],
  ['a button over 75 characters', actions(button({ text: plain(long(76)) })), 'must be less than 76'],
  ['a button value over 2,000 characters', actions(button({ value: long(2001) })), 'must be less than 2001'],
  [
    'a button address over 3,000 characters',
    actions(button({ url: `https://a.example/${long(3000)}` })),
    'must be less than 3001',
  ],
  ['a button label over 75 characters', actions(button({ accessibility_label: long(76) })), 'must be less than 76'],
  ['a button of a third colour', actions(button({ style: 'default' })), 'must be one of'],
  [
    'a confirmation title over 100 characters',
    actions(button({ confirm: { title: plain(long(101)), text: plain('x') } })),
    'must be less than 101',
  ],
  [
    'a confirmation text over 300 characters',
    actions(button({ confirm: { text: plain(long(301)) } })),
    'must be less than 301',
  ],
  [
    'a confirmation button over 30 characters',
    actions(button({ confirm: { text: plain('x'), confirm: plain(long(31)) } })),
    'must be less than 31',
  ],
  ['an option over 75 characters', actions(select({ options: [option(long(76))] })), 'must be less than 76'],
  ['101 options', actions(select({ options: Array(101).fill(option('x')) })), 'no more than 100'],
  ['a menu without options', actions(select({})), 'must have options or option_groups'],
  [
    'a first choice that is not on offer',
    actions(select({ options: [option('a')], initial_option: option('b') })),
    'initial option',
  ],
  [
    'six overflow entries',
    actions({ type: 'overflow', action_id: 'o', options: Array(6).fill(option('x')) }),
    'no more than 5',
  ],
  ['a block_id over 255 characters', section('x', { block_id: long(256) }), 'must be less than 256'],
  ['an unknown block', { type: 'banner' }, 'unsupported type: banner'],
  ['an unknown element', actions({ type: 'slider' }), 'unsupported type: slider'],
  ['a field that Slack does not know', section('x', { colour: 'red' }), 'invalid additional property: colour'],
  [
    'a text input outside an input block',
    actions({ type: 'plain_text_input', action_id: 'x' }),
    'unsupported type: plain_text_input',
  ],
  ['a button in an input block', input(button()), 'unsupported type: button'],
  ['an alert outside a modal', { type: 'alert', text: plain('x') }, 'unsupported type: alert'],
  [
    'a picture without words',
    { type: 'image', image_url: 'https://a.example/x.png' },
    'missing required field: alt_text',
  ],
  [
    'rich text of no words',
    { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: '' }] }] },
    'must be more than 0',
  ],
  ['two elements of one action_id', actions(button(), button()), '`action_id` already exists: approve'],
  ['a card over its title', { type: 'card', title: { type: 'mrkdwn', text: long(151) } }, 'must be less than 151'],
]

describe('a message', () => {
  it.each(TAKEN)('may hold %s', (_what, block) => {
    expect(blockKitProblems([block], 'message')).toEqual([])
  })

  it.each(REFUSED)('may not hold %s', (_what, block, words) => {
    expect(blockKitProblems([block], 'message').join()).toContain(words)
  })

  it('holds 50 blocks, and a view 100', () => {
    expect(blockKitProblems(Array(50).fill({ type: 'divider' }), 'message')).toEqual([])
    expect(blockKitProblems(Array(51).fill({ type: 'divider' }), 'message')).toEqual([
      'no more than 50 items allowed [json-pointer:/blocks]',
    ])
    expect(blockKitProblems(Array(100).fill({ type: 'divider' }), 'home')).toEqual([])
    expect(blockKitProblems(Array(101).fill({ type: 'divider' }), 'modal')).toHaveLength(1)
  })

  it('never repeats a block_id', () => {
    const twice = [section('x', { block_id: 'same' }), section('y', { block_id: 'same' })]
    expect(blockKitProblems(twice, 'message').join()).toContain('`block_id` already exists: same')
  })

  it('is counted over all the words in it', () => {
    expect(charactersIn([section('four'), actions(button()), { type: 'markdown', text: '🙂🙂' }])).toBe(4 + 7 + 2)
  })
})

describe('a modal', () => {
  const note = input({ type: 'plain_text_input', action_id: 'text' })

  it.each([
    ['a title over 24 characters', modal({ title: plain(long(25)) }), 'must be less than 25'],
    ['no title', { type: 'modal', blocks: [] }, 'missing required field: title'],
    ['an input and nothing to send it with', modal({ blocks: [note] }), 'missing required field: submit'],
    ['a submit button over 24 characters', modal({ submit: plain(long(25)) }), 'must be less than 25'],
    ['a private_metadata over 3,000 characters', modal({ private_metadata: long(3001) }), 'must be less than 3001'],
    ['a callback_id over 255 characters', modal({ callback_id: long(256) }), 'must be less than 256'],
    [
      'a text input of more than 3,000 characters',
      modal({ submit: plain('OK'), blocks: [input({ type: 'plain_text_input', action_id: 'x', max_length: 3001 })] }),
      'must be between',
    ],
  ])('may not have %s', (_what, view, words) => {
    expect(viewProblems(view).join()).toContain(words)
  })

  it('may have inputs, an alert, and a Home tab no title', () => {
    const alert = { type: 'alert', text: plain('Careful'), level: 'warning' }
    expect(viewProblems(modal({ submit: plain('OK'), blocks: [note, alert] }))).toEqual([])
    expect(viewProblems({ type: 'home', blocks: [section('x')] })).toEqual([])
    expect(viewProblems({ type: 'home', title: plain('x'), blocks: [] })).not.toEqual([])
  })
})

describe('any JSON at all', () => {
  it('is judged without a crash', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom('message', 'modal', 'home' as const), (value, surface) => {
        expect(Array.isArray(blockKitProblems(value, surface))).toBe(true)
        expect(viewProblems(value)).not.toEqual([])
      }),
    )
  })

  it('is refused wherever a known block is changed into something else', () => {
    const blocks = fc.constantFrom(...TAKEN.map(([, block]) => block))
    fc.assert(
      fc.property(blocks, fc.string({ minLength: 1 }), (block, name) => {
        const stranger = { ...block, [`x-${name}`]: 1 }
        expect(blockKitProblems([stranger], 'message')).not.toEqual([])
      }),
    )
  })
})
