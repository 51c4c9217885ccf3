import type { Channel, Team, User, UserGroup, World } from './state.ts'

type Person = Pick<User, 'id' | 'name' | 'realName' | 'color'> & Partial<User>

export const BOT = { userId: 'U0GREENLIGHT', botId: 'B0GREENLIGHT', appId: 'A0GREENLIGHT' }

const PEOPLE: Person[] = [
  { id: 'U0RILEY', name: 'riley', realName: 'Riley Chen', color: '2f6f4f' },
  { id: 'U0MORGAN', name: 'morgan', realName: 'Morgan Diaz', color: '8a4b9c' },
  { id: 'U0ALEX', name: 'alex', realName: 'Alex Kim', color: 'b4552d', isAdmin: true },
  { id: 'U0GALE', name: 'gale', realName: 'Guest Gale', color: '4d6fa8', isGuest: true },
  { id: 'U0SAM', name: 'sam', realName: 'Sam Ortiz', color: '7a6a2f', teamId: 'T0PARTNER' },
  { id: BOT.userId, name: 'greenlight', realName: 'Greenlight', color: '1f8a5b', isBot: true },
]

type Place = Pick<Channel, 'id' | 'name' | 'topic'> & { members: string[] } & Partial<
    Pick<Channel, 'isPrivate' | 'isArchived' | 'isShared'>
  >

const STAFF = ['U0RILEY', 'U0MORGAN', 'U0ALEX']
const CHANNELS: Place[] = [
  { id: 'C0LEADS', name: 'leads', topic: 'New leads, decided here', members: [...STAFF, 'U0GALE', BOT.userId] },
  { id: 'C0INBOX', name: 'sales-inbox', topic: 'Everything that needs a human', members: [...STAFF, BOT.userId] },
  { id: 'C0GENERAL', name: 'general', topic: 'Company-wide', members: [...STAFF, 'U0GALE', BOT.userId] },
  {
    id: 'C0PARTNERS',
    name: 'ext-partners',
    topic: 'Shared with Partner Inc',
    isShared: true,
    members: [...STAFF, 'U0SAM', BOT.userId],
  },
  { id: 'C0FINANCE', name: 'finance', topic: 'Greenlight is not in here', members: STAFF },
  { id: 'C0BOARD', name: 'board', topic: 'Private, without Greenlight', isPrivate: true, members: ['U0ALEX'] },
  { id: 'C0ARCHIVE', name: 'leads-2024', topic: 'Closed', isArchived: true, members: [...STAFF, BOT.userId] },
]

const USER_GROUPS: UserGroup[] = [{ id: 'S0SALES', handle: 'sales', name: 'Sales', users: ['U0RILEY', 'U0MORGAN'] }]

function user(person: Person, team: Team): User {
  return {
    teamId: team.id,
    email: `${person.name}@acme.example`,
    isAdmin: false,
    isGuest: false,
    isBot: false,
    deleted: false,
    tz: 'America/New_York',
    tzOffsetS: -18_000,
    ...person,
  }
}

function channel({ members, ...place }: Place): Channel {
  return { isPrivate: false, isArchived: false, isShared: false, im: undefined, ...place, members: new Set(members) }
}

/** A small sales team: a rep, a manager, an admin, a guest, a partner, the bot, and their channels. */
export function seededWorld(team: Team, now: () => number, changed: () => void): World {
  return {
    team,
    bot: BOT,
    url: '',
    users: new Map(PEOPLE.map((person) => [person.id, user(person, team)])),
    channels: new Map(CHANNELS.map((place) => [place.id, channel(place)])),
    userGroups: structuredClone(USER_GROUPS),
    messages: new Map(),
    threads: new Map(),
    files: new Map(),
    modals: [],
    homes: new Map(),
    triggers: new Map(),
    responseUrls: new Map(),
    calls: [],
    lastTsMicros: 0,
    now,
    changed,
  }
}
