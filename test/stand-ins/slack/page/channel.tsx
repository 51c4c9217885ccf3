import { useLayoutEffect, useRef } from 'react'
import type { SeenChannel, SeenMessage } from '../snapshot.ts'
import { Composer } from './composer.tsx'
import { useScene } from './connection.ts'
import { MessageRow } from './message.tsx'
import { dayName, dayOf } from './time.ts'

/** Keeps the newest message in sight, unless the reader has scrolled up; what is theirs alone, or was written by them, always. */
export function useFollow(messages: readonly SeenMessage[]) {
  const { seen } = useScene()
  const box = useRef<HTMLDivElement>(null)
  const isAtEnd = useRef(true)
  const mine = messages.findLast(({ isOnlyForMe, user }) => isOnlyForMe || user === seen.me)?.ts ?? ''
  const lastOfMine = useRef(mine)
  const onScroll = () => {
    const list = box.current
    if (list !== null) isAtEnd.current = list.scrollHeight - list.scrollTop - list.clientHeight < 80
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is seen is what moves the list
  useLayoutEffect(() => {
    const list = box.current
    if (list !== null && (isAtEnd.current || mine > lastOfMine.current)) list.scrollTop = list.scrollHeight
    lastOfMine.current = mine
  }, [seen])
  return { box, onScroll }
}

/** People's messages soon after their last one stand without a second name and picture. */
export function isContinued(message: SeenMessage, before: SeenMessage | undefined): boolean {
  return (
    before !== undefined &&
    before.user === message.user &&
    before.isOnlyForMe === message.isOnlyForMe &&
    message.blocks.length === 0 &&
    Number(message.ts) - Number(before.ts) < 300 &&
    dayOf(message.ts) === dayOf(before.ts)
  )
}

/** A channel's topic, with its addresses to click on. */
function Topic({ words }: { words: string }) {
  return (
    <p>
      {words.split(/(https?:\/\/\S+)/).map((part, at) =>
        at % 2 === 0 ? (
          part
        ) : (
          <a key={part} href={part} target="_blank" rel="noreferrer">
            {part}
          </a>
        ),
      )}
    </p>
  )
}

export function ChannelView({ channel, onHome }: { channel: SeenChannel; onHome: () => void }) {
  const { seen } = useScene()
  const messages = seen.messages.filter(
    (message) => message.channel === channel.id && (message.threadTs === undefined || message.broadcast),
  )
  const { box, onScroll } = useFollow(messages)
  return (
    <main className="channel" data-channel={channel.id}>
      <header className="head">
        {channel.isIm ? (
          <AppTabs tab="messages" onHome={onHome} />
        ) : (
          <>
            <h1>
              {channel.isPrivate ? '🔒' : '#'} {channel.name}
            </h1>
            <Topic words={channel.topic} />
          </>
        )}
      </header>
      <div
        className="messages"
        ref={box}
        onScroll={onScroll}
        role="log"
        aria-label={`Messages in ${channel.name || 'Greenlight'}`}
      >
        {messages.length === 0 ? <p className="nothing">Nothing here yet.</p> : null}
        {messages.map((message, at) => (
          <div key={message.ts}>
            {at === 0 || dayOf(messages[at - 1]?.ts ?? '0') !== dayOf(message.ts) ? (
              <div className="day">
                <span>{dayName(message.ts)}</span>
              </div>
            ) : null}
            <MessageRow message={message} isContinued={isContinued(message, messages[at - 1])} />
          </div>
        ))}
      </div>
      <Composer channel={channel} />
    </main>
  )
}

export function AppTabs({
  tab,
  onHome,
  onMessages,
}: {
  tab: 'home' | 'messages'
  onHome?: () => void
  onMessages?: () => void
}) {
  return (
    <div className="tabs">
      <h1>
        Greenlight <span className="app-tag">APP</span>
      </h1>
      <div role="tablist" aria-label="Greenlight">
        <button type="button" role="tab" aria-selected={tab === 'home'} onClick={onHome}>
          Home
        </button>
        <button type="button" role="tab" aria-selected={tab === 'messages'} onClick={onMessages}>
          Messages
        </button>
      </div>
    </div>
  )
}
