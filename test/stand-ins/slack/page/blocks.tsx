import { type ReactNode, useMemo } from 'react'
import { type Block as LibraryBlock, Message } from 'slack-blocks-to-jsx'
import { isObject, type Json, objectsIn, wordsOf } from '../json.ts'
import { type Filled, type Spot, useScene } from './connection.ts'
import { Element, type ElementProps } from './element.tsx'
import { slackDate, useNow } from './time.ts'

type Drawing = {
  spot: Spot
  onWarning: (words: string | undefined) => void
  filled?: Filled
  onFill?: (change: (before: Filled) => Filled) => void
  errors?: Record<string, string>
}

export function Blocks({ blocks, ...drawing }: Drawing & { blocks: readonly Json[] }) {
  return (
    <div className="blocks">
      {blocks.map((block, at) => (
        <Block key={typeof block.block_id === 'string' ? block.block_id : at} block={block} drawing={drawing} />
      ))}
    </div>
  )
}

/** Draws what people can use ourselves and leaves the rest to the library. */
function Block({ block, drawing }: { block: Json; drawing: Drawing }) {
  const elements = (list: unknown): ReactNode =>
    objectsIn(list).map((element, at) => {
      const props: ElementProps = {
        block,
        element,
        spot: drawing.spot,
        filled: drawing.filled,
        onFill: drawing.onFill,
        onWarning: drawing.onWarning,
      }
      return <Element key={String(element.action_id ?? at)} {...props} />
    })
  switch (block.type) {
    case 'actions':
    case 'context_actions':
      return <div className="block actions">{elements(block.elements)}</div>
    case 'input':
      return (
        <Input block={block} error={drawing.errors?.[String(block.block_id)]}>
          {elements([block.element])}
        </Input>
      )
    case 'section':
      return (
        <Section block={block}>
          {isObject(block.accessory) && block.accessory.type !== 'image' ? elements([block.accessory]) : null}
        </Section>
      )
    case 'card':
      return (
        <Extra block={block} field="actions">
          {elements(block.actions)}
        </Extra>
      )
    case 'carousel':
      return (
        <div className="block carousel">
          <Blocks blocks={objectsIn(block.elements)} {...drawing} />
        </div>
      )
    case 'container':
      return (
        <Container block={block}>
          <Blocks blocks={objectsIn(block.child_blocks)} {...drawing} />
        </Container>
      )
    case 'header':
      return <h3 className="block header">{wordsOf(block.text)}</h3>
    case 'divider':
      return <hr className="block divider" />
    case 'context':
      return <Context block={block} />
    default:
      return <Library block={block} />
  }
}

function Context({ block }: { block: Json }) {
  return (
    <div className="block context">
      {objectsIn(block.elements).map((element) => {
        const key = JSON.stringify(element)
        if (element.type === 'plain_text') return <span key={key}>{wordsOf(element)}</span>
        return <Library key={key} block={{ type: 'context', elements: [element] }} />
      })}
    </div>
  )
}

function Section({ block, children }: { block: Json; children: ReactNode }) {
  if (children === null) return <Library block={block} />
  const { accessory: _drawnHere, ...rest } = block
  return (
    <div className="block with-accessory">
      <Library block={rest} />
      <div className="accessory">{children}</div>
    </div>
  )
}

function Extra({ block, field, children }: { block: Json; field: string; children: ReactNode }) {
  const rest = Object.fromEntries(Object.entries(block).filter(([name]) => name !== field))
  return (
    <div className="block card">
      <Library block={rest} />
      <div className="actions">{children}</div>
    </div>
  )
}

function Container({ block, children }: { block: Json; children: ReactNode }) {
  return (
    <section className="block container">
      <b>{wordsOf(block.title)}</b>
      {children}
    </section>
  )
}

function Input({ block, error, children }: { block: Json; error: string | undefined; children: ReactNode }) {
  return (
    <div className={`block input${error === undefined ? '' : ' wrong'}`} data-block={String(block.block_id)}>
      <div className="label">
        {wordsOf(block.label)}
        {block.optional === true ? <span className="optional"> (optional)</span> : null}
      </div>
      {children}
      {error === undefined ? null : (
        <p className="field-error" role="alert">
          {error}
        </p>
      )}
      {wordsOf(block.hint) === '' ? null : <p className="hint">{wordsOf(block.hint)}</p>}
    </div>
  )
}

export function Mrkdwn({ text }: { text: string }) {
  return (
    <div className="plain">
      <Library block={{ type: 'section', text: { type: 'mrkdwn', text } }} />
    </div>
  )
}

/** A block drawn by slack-blocks-to-jsx, with this workspace's names in it. */
function Library({ block }: { block: Json }) {
  const { seen } = useScene()
  const now = useNow()
  const data = useMemo(
    () => ({
      users: seen.people.map(({ id, name }) => ({ id, name })),
      channels: seen.channels.map(({ id, name }) => ({ id, name })),
      user_groups: [...seen.groups],
    }),
    [seen.people, seen.channels, seen.groups],
  )
  const drawn = unparsed(block)
  if (!isDrawable(drawn)) return null
  return (
    <div className="block">
      <Message
        blocks={[parsed(drawn)]}
        data={data}
        hooks={{ date: ({ timestamp, format }) => <span>{slackDate(Number(timestamp), format, now)}</span> }}
        logo=""
        name=""
        theme="light"
        withoutWrapper
      />
    </div>
  )
}

/** Slack parses nothing in plain text, but the library does; in rich text it leaves all as it stands. */
function unparsed(block: Json): Json {
  const isPlain = block.type === 'section' && isObject(block.text) && block.text.type === 'plain_text'
  if (!isPlain || wordsOf(block.text) === '') return block
  const element = { type: 'text', text: wordsOf(block.text) }
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [element] }] }
}

/** Slack parses verbatim text too, all but bare links and names; the library would show its markup as it stands. */
function parsed<Part>(part: Part): Part {
  if (Array.isArray(part)) return part.map(parsed) as Part
  if (typeof part !== 'object' || part === null) return part
  const entries = Object.entries(part).filter(([name]) => name !== 'verbatim')
  return Object.fromEntries(entries.map(([name, value]) => [name, parsed(value)])) as Part
}

/** The server has checked it against Slack's rules already. */
function isDrawable(block: Json): block is Json & LibraryBlock {
  return typeof block.type === 'string'
}
