import { type FormEvent, type KeyboardEvent, useState } from 'react'
import type { SeenChannel } from '../snapshot.ts'
import { useScene } from './connection.ts'

type Props = { channel: SeenChannel; threadTs?: string }

/** Where people write; a line that starts with a slash is a command, outside threads only. */
export function Composer({ channel, threadTs }: Props) {
  const { seen, act } = useScene()
  const [text, setText] = useState('')
  const [note, setNote] = useState<string>()
  const isCommand = text.startsWith('/')
  const offered =
    isCommand && !text.includes(' ')
      ? [...seen.offers.commands, '/invite', '/remove'].filter((one) => one.startsWith(text))
      : []

  async function run(typed: string): Promise<string | undefined> {
    if (threadTs !== undefined) return `${typed.split(' ')[0]} is not supported in threads. Sorry!`
    const botCommand = /^\/(invite|remove)\s+@?greenlight\s*$/i.exec(typed)?.[1]
    if (botCommand !== undefined) {
      await act(botCommand === 'invite' ? 'invite' : 'kick', { channel: channel.id })
      return botCommand === 'invite'
        ? 'Greenlight is in this channel now.'
        : 'Greenlight was removed from this channel.'
    }
    return (await act('command', { channel: channel.id, text: typed })).warning
  }

  async function send(event?: FormEvent): Promise<void> {
    event?.preventDefault()
    const typed = text.trim()
    if (typed === '') return
    setText('')
    setNote(undefined)
    const place = { channel: channel.id, text: typed, ...(threadTs === undefined ? {} : { threadTs }) }
    setNote(isCommand ? await run(typed) : (await act('say', place)).warning)
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.shiftKey)
      void send()
        .catch(console.error)
        .finally(() => event.preventDefault())
    if (event.key === 'Enter' && !event.shiftKey) event.preventDefault()
    if (event.key === 'Tab' && offered[0] !== undefined) {
      event.preventDefault()
      setText(`${offered[0]} `)
    }
  }

  if (channel.isArchived)
    return (
      <div className="composer">
        <p className="nothing">This channel is archived.</p>
      </div>
    )
  const label = threadTs === undefined ? `Message ${channel.isIm ? 'Greenlight' : `#${channel.name}`}` : 'Reply…'
  return (
    <form className="composer" onSubmit={(event) => void send(event)}>
      {note === undefined ? null : (
        <p className="warning" role="alert">
          ⚠️ {note}
        </p>
      )}
      {offered.length > 0 ? (
        <ul className="offered" aria-label="Commands">
          {offered.map((one) => (
            <li key={one}>
              <button type="button" onClick={() => setText(`${one} `)}>
                <b>{one}</b>
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      <div className="composer-box">
        <textarea
          rows={1}
          value={text}
          placeholder={label}
          aria-label={label}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <button type="submit" aria-label="Send" disabled={text.trim() === ''}>
          ➤
        </button>
      </div>
    </form>
  )
}
