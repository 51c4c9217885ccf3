import { useEffect, useMemo, useState } from 'react'
import type { Snapshot } from '../snapshot.ts'
import { ChannelView } from './channel.tsx'
import { act, type Scene, SceneProvider, useSnapshot } from './connection.ts'
import { HomeTab } from './home.tsx'
import { ModalStack } from './modal.tsx'
import { type Place, Sidebar } from './sidebar.tsx'
import { ThreadPane } from './thread.tsx'

type Thread = { channel: string; ts: string }

/** A permalink, `/archives/C…/p…`, names a message to open. */
function linked(): { channel: string; thread: Thread | undefined } | undefined {
  const match = /^\/archives\/(\w+)\/p(\d+)(\d{6})/.exec(location.pathname)
  if (match === null) return undefined
  const [, channel = '', seconds, micros] = match
  const ts = new URLSearchParams(location.search).get('thread_ts') ?? `${seconds}.${micros}`
  return { channel, thread: { channel, ts } }
}

export function App() {
  const [user, setUser] = useState(() => sessionStorage.getItem('user') ?? 'U0RILEY')
  const seen = useSnapshot(user)
  useEffect(() => sessionStorage.setItem('user', user), [user])
  if (seen === undefined) return <main className="starting">Opening the workspace…</main>
  return <Workspace key={user} seen={seen} onSwitch={setUser} />
}

function Workspace({ seen, onSwitch }: { seen: Snapshot; onSwitch: (user: string) => void }) {
  const start = useMemo(linked, [])
  const [place, setPlace] = useState<Place>({ channel: start?.channel ?? 'C0LEADS', tab: 'messages' })
  const [thread, setThread] = useState<Thread | undefined>(start?.thread)
  const [read, setRead] = useState<Record<string, string>>({})
  const latest = seen.messages.filter((message) => message.channel === place.channel).at(-1)?.ts ?? ''
  useEffect(() => setRead((before) => ({ ...before, [place.channel]: latest })), [place.channel, latest])

  const go = (next: Place) => {
    setPlace(next)
    setThread(undefined)
    if (next.tab === 'home') void act(seen.me, 'home', {})
  }
  const scene: Scene = {
    seen,
    act: (deed, args) => act(seen.me, deed, args),
    openThread: (channel, ts) => setThread({ channel, ts }),
  }
  const channel = seen.channels.find((one) => one.id === place.channel)
  return (
    <SceneProvider value={scene}>
      <div className="workspace">
        <Sidebar place={place} read={read} onGo={go} onSwitch={onSwitch} />
        {place.tab === 'home' ? <HomeTab onMessages={() => go({ ...place, tab: 'messages' })} /> : null}
        {place.tab === 'messages' && channel !== undefined ? (
          <ChannelView key={channel.id} channel={channel} onHome={() => go({ ...place, tab: 'home' })} />
        ) : null}
        {place.tab === 'messages' && channel === undefined ? (
          <main className="starting">You are not in this channel.</main>
        ) : null}
        {thread === undefined ? null : <ThreadPane key={thread.ts} {...thread} onClose={() => setThread(undefined)} />}
      </div>
      <ModalStack />
    </SceneProvider>
  )
}
