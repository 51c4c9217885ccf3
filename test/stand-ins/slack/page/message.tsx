import { useState } from 'react'
import type { SeenMessage } from '../snapshot.ts'
import { Avatar } from './avatar.tsx'
import { Blocks, Mrkdwn } from './blocks.tsx'
import { personIn, useScene } from './connection.ts'
import { ago, clockTime, fullTime, useNow } from './time.ts'

type Props = { message: SeenMessage; isContinued?: boolean; isInThread?: boolean }

/** One message, with its buttons and what went wrong with them. */
export function MessageRow({ message, isContinued = false, isInThread = false }: Props) {
  const { seen, openThread } = useScene()
  const [warning, setWarning] = useState<string>()
  const person = personIn(seen, message.user)
  const spot = { channel: message.channel, ts: message.ts }
  const className = `message${message.isOnlyForMe ? ' only-you' : ''}${isContinued ? ' continued' : ''}`
  return (
    <article className={className} data-ts={message.ts} data-channel={message.channel} data-thread={message.threadTs}>
      {message.isOnlyForMe ? <p className="only-you-note">Only visible to you</p> : null}
      {message.broadcast && !isInThread ? <p className="only-you-note">Replied to a thread</p> : null}
      <div className="message-side">{isContinued ? null : <Avatar person={person} size={36} />}</div>
      <div className="message-body">
        {isContinued ? null : <Byline message={message} />}
        {message.blocks.length === 0 ? (
          <Mrkdwn text={message.text} />
        ) : (
          <Blocks blocks={message.blocks} spot={spot} onWarning={setWarning} />
        )}
        {message.files.map((file) => (
          <a key={file.id} className="file" href={`/files/${file.id}`} target="_blank" rel="noreferrer">
            {file.isImage ? <img src={`/files/${file.id}`} alt={file.title} /> : `📄 ${file.title}`}
          </a>
        ))}
        {message.isEdited ? <span className="edited">(edited)</span> : null}
        {warning === undefined ? null : (
          <p className="warning" role="alert">
            ⚠️ {warning}
          </p>
        )}
        {message.replies > 0 && !isInThread ? <RepliesLink message={message} /> : null}
      </div>
      <Tools
        message={message}
        onThread={
          isInThread || message.isOnlyForMe
            ? undefined
            : () => openThread(message.channel, message.threadTs ?? message.ts)
        }
      />
    </article>
  )
}

function Byline({ message }: { message: SeenMessage }) {
  const { seen } = useScene()
  const person = personIn(seen, message.user)
  const now = useNow()
  return (
    <p className="byline">
      <b>{person.fullName}</b>
      {person.isBot ? <span className="app-tag">APP</span> : null}
      <time title={fullTime(message.ts)}>{clockTime(message.ts)}</time>
      <span className="ago">{ago(Number(message.ts), now)}</span>
    </p>
  )
}

function RepliesLink({ message }: { message: SeenMessage }) {
  const { seen, openThread } = useScene()
  const now = useNow()
  const replies = seen.messages.filter(
    (reply) => reply.threadTs === message.ts && reply.channel === message.channel && !reply.isOnlyForMe,
  )
  const people = [...new Set(replies.map((reply) => reply.user))].slice(0, 4)
  const count = message.replies === 1 ? '1 reply' : `${message.replies} replies`
  return (
    <button type="button" className="replies-link" onClick={() => openThread(message.channel, message.ts)}>
      {people.map((id) => (
        <Avatar key={id} person={personIn(seen, id)} size={20} />
      ))}
      <span>{count}</span>
      <small>Last reply {ago(Number(replies.at(-1)?.ts ?? message.ts), now)}</small>
    </button>
  )
}

/** What appears over a message when the pointer is on it. */
function Tools({ message, onThread }: { message: SeenMessage; onThread: (() => void) | undefined }) {
  const { seen, act } = useScene()
  const shortcuts = seen.offers.shortcuts.filter((shortcut) => shortcut.kind === 'message' && !message.isOnlyForMe)
  return (
    <div className="tools">
      {shortcuts.map(({ name, callbackId }) => (
        <button
          type="button"
          key={callbackId}
          title={name}
          aria-label={name}
          onClick={() => void act('message-shortcut', { channel: message.channel, ts: message.ts, callbackId })}
        >
          ⚡
        </button>
      ))}
      {onThread === undefined ? null : (
        <button type="button" title="Reply in thread" aria-label="Reply in thread" onClick={onThread}>
          💬
        </button>
      )}
    </div>
  )
}
