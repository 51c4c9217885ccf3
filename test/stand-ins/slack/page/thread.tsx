import { isContinued, useFollow } from './channel.tsx'
import { Composer } from './composer.tsx'
import { useScene } from './connection.ts'
import { MessageRow } from './message.tsx'

export function ThreadPane({ channel, ts, onClose }: { channel: string; ts: string; onClose: () => void }) {
  const { seen } = useScene()
  const place = seen.channels.find((one) => one.id === channel)
  const parent = seen.messages.find((message) => message.channel === channel && message.ts === ts)
  const replies = seen.messages.filter((message) => message.channel === channel && message.threadTs === ts)
  const { box, onScroll } = useFollow(replies)
  const count = parent?.replies ?? 0
  return (
    <aside className="thread" data-thread={ts} aria-label="Thread">
      <header className="head">
        <h1>Thread</h1>
        <p>{place?.isIm ? 'Greenlight' : `# ${place?.name ?? ''}`}</p>
        <button type="button" className="close" aria-label="Close thread" onClick={onClose}>
          ✕
        </button>
      </header>
      <div className="messages" ref={box} onScroll={onScroll}>
        {parent === undefined ? (
          <p className="nothing">This message was deleted.</p>
        ) : (
          <MessageRow message={parent} isInThread />
        )}
        <div className="replies">
          <span>{count === 1 ? '1 reply' : `${count} replies`}</span>
        </div>
        {replies.map((reply, at) => (
          <MessageRow key={reply.ts} message={reply} isInThread isContinued={isContinued(reply, replies[at - 1])} />
        ))}
      </div>
      {place === undefined || parent === undefined ? null : <Composer channel={place} threadTs={ts} />}
    </aside>
  )
}
