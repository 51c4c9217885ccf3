import { useState } from 'react'
import type { SeenChannel, Snapshot } from '../snapshot.ts'
import { Avatar } from './avatar.tsx'
import { personIn, useScene } from './connection.ts'

export type Place = { channel: string; tab: 'messages' | 'home' }
type Props = {
  place: Place
  read: Record<string, string>
  onGo: (place: Place) => void
  onSwitch: (user: string) => void
}

function unreadIn(seen: Snapshot, channel: string, readTs: string | undefined): number {
  return seen.messages.filter(
    (message) =>
      message.channel === channel &&
      message.user !== seen.me &&
      message.threadTs === undefined &&
      message.ts > (readTs ?? ''),
  ).length
}

function ChannelLink({ channel, place, read, onGo }: { channel: SeenChannel } & Omit<Props, 'onSwitch'>) {
  const { seen } = useScene()
  const isHere = place.channel === channel.id
  const unread = isHere ? 0 : unreadIn(seen, channel.id, read[channel.id])
  const sign = channel.isPrivate ? '🔒' : '#'
  return (
    <li>
      <button
        type="button"
        className={`place${isHere ? ' here' : ''}${unread > 0 ? ' unread' : ''}`}
        aria-current={isHere ? 'page' : undefined}
        data-channel-link={channel.id}
        onClick={() => onGo({ channel: channel.id, tab: 'messages' })}
      >
        <span className="sign" aria-hidden="true">
          {sign}
        </span>
        <span className="place-name">{channel.name}</span>
        {channel.isShared ? <span className="tag">shared</span> : null}
        {unread > 0 ? (
          <span className="badge" role="img" aria-label={`${unread} unread`}>
            {unread}
          </span>
        ) : null}
      </button>
    </li>
  )
}

function AppLink({ place, read, onGo }: Omit<Props, 'onSwitch'>) {
  const { seen } = useScene()
  const bot = personIn(seen, seen.bot.userId)
  const im = seen.channels.find((channel) => channel.isIm)
  if (im === undefined) return null
  const isHere = place.channel === im.id
  const unread = isHere ? 0 : unreadIn(seen, im.id, read[im.id])
  return (
    <li>
      <button
        type="button"
        className={`place${isHere ? ' here' : ''}${unread > 0 ? ' unread' : ''}`}
        aria-current={isHere ? 'page' : undefined}
        onClick={() => onGo({ channel: im.id, tab: 'home' })}
      >
        <Avatar person={bot} size={20} />
        <span className="place-name">{bot.name}</span>
        {unread > 0 ? (
          <span className="badge" role="img" aria-label={`${unread} unread`}>
            {unread}
          </span>
        ) : null}
      </button>
    </li>
  )
}

export function Sidebar({ place, read, onGo, onSwitch }: Props) {
  const { seen } = useScene()
  const channels = seen.channels.filter((channel) => !channel.isIm)
  const links = (list: SeenChannel[]) =>
    list.map((channel) => <ChannelLink key={channel.id} channel={channel} place={place} read={read} onGo={onGo} />)
  const archived = channels.filter((channel) => channel.isArchived)
  return (
    <nav className="sidebar" aria-label="Channels and apps">
      <div className="team">{seen.team}</div>
      <div className="places">
        <h2>Channels</h2>
        <ul>{links(channels.filter((channel) => !channel.isArchived))}</ul>
        <h2>Apps</h2>
        <ul>
          <AppLink place={place} read={read} onGo={onGo} />
        </ul>
        {archived.length > 0 ? <h2>Archived</h2> : null}
        <ul>{links(archived)}</ul>
        <Shortcuts />
      </div>
      <UserSwitch onSwitch={onSwitch} />
    </nav>
  )
}

function Shortcuts() {
  const { seen, act } = useScene()
  const shortcuts = seen.offers.shortcuts.filter((shortcut) => shortcut.kind === 'global')
  if (shortcuts.length === 0) return null
  return (
    <>
      <h2>Shortcuts</h2>
      <ul>
        {shortcuts.map(({ name, callbackId }) => (
          <li key={callbackId}>
            <button type="button" className="place" onClick={() => void act('shortcut', { callbackId })}>
              <span className="sign" aria-hidden="true">
                ⚡
              </span>
              <span className="place-name">{name}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}

function UserSwitch({ onSwitch }: { onSwitch: (user: string) => void }) {
  const { seen } = useScene()
  const [isOpen, setOpen] = useState(false)
  const me = personIn(seen, seen.me)
  const others = seen.people.filter((person) => !person.isBot)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only notices that the list is not wanted any more
    <div
      className="switch"
      onBlur={(event) => event.currentTarget.contains(event.relatedTarget) || setOpen(false)}
      onKeyDown={(event) => event.key === 'Escape' && setOpen(false)}
    >
      {isOpen ? (
        <ul className="switch-list" aria-label="People">
          {others.map((person) => (
            <li key={person.id}>
              <button
                type="button"
                aria-pressed={person.id === seen.me}
                data-user={person.id}
                onClick={() => onSwitch(person.id)}
              >
                <Avatar person={person} size={24} />
                <span>{person.fullName}</span>
                <span className="tag">{person.role}</span>
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      <button
        type="button"
        className="me"
        aria-expanded={isOpen}
        aria-label={`You are ${me.fullName}, switch user`}
        onClick={() => setOpen(!isOpen)}
      >
        <Avatar person={me} size={28} />
        <span>
          <b>{me.fullName}</b>
          <small>{me.role} · switch user</small>
        </span>
        <span aria-hidden="true">⇅</span>
      </button>
    </div>
  )
}
