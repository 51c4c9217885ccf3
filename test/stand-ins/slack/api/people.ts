import type { UserGroup } from '../state.ts'
import { flagArg, type Method, needed, page, SlackError, textArg } from './method.ts'
import { userJson } from './shapes.ts'

const apiTest: Method = {
  tier: 4,
  scopes: [],
  run(_world, args) {
    const error = textArg(args, 'error')
    if (error !== undefined) throw new SlackError(error, { args })
    return { args }
  },
}

const authTest: Method = {
  tier: 'special',
  scopes: [],
  run: (world) => ({
    url: `${world.url}/`,
    team: world.team.name,
    team_id: world.team.id,
    user: world.users.get(world.bot.userId)?.name ?? '',
    user_id: world.bot.userId,
    bot_id: world.bot.botId,
    is_enterprise_install: false,
  }),
}

const info: Method = {
  tier: 4,
  scopes: ['users:read'],
  run(world, args) {
    const user = world.users.get(needed(textArg(args, 'user'), 'user'))
    if (user === undefined) throw new SlackError('user_not_found')
    return { user: userJson(world, user) }
  },
}

const list: Method = {
  tier: 2,
  scopes: ['users:read'],
  run(world, args) {
    const { items, response_metadata } = page([...world.users.values()], args)
    return { members: items.map((user) => userJson(world, user)), cache_ts: 0, response_metadata }
  },
}

const lookupByEmail: Method = {
  tier: 3,
  scopes: ['users:read.email'],
  run(world, args) {
    const email = needed(textArg(args, 'email'), 'email').toLowerCase()
    const user = [...world.users.values()].find((one) => one.email === email && !one.isBot)
    if (user === undefined) throw new SlackError('users_not_found')
    return { user: userJson(world, user) }
  },
}

const groupJson = (teamId: string, group: UserGroup, withUsers: boolean) => ({
  id: group.id,
  team_id: teamId,
  is_usergroup: true,
  name: group.name,
  handle: group.handle,
  description: '',
  is_external: false,
  date_delete: 0,
  user_count: group.users.length,
  ...(withUsers ? { users: group.users } : {}),
})

const listGroups: Method = {
  tier: 2,
  scopes: ['usergroups:read'],
  run: (world, args) => ({
    usergroups: world.userGroups.map((group) => groupJson(world.team.id, group, flagArg(args, 'include_users'))),
  }),
}

const listGroupUsers: Method = {
  tier: 2,
  scopes: ['usergroups:read'],
  run(world, args) {
    const id = needed(textArg(args, 'usergroup'), 'usergroup')
    const group = world.userGroups.find((one) => one.id === id)
    if (group === undefined) throw new SlackError('no_such_subteam')
    return { users: group.users }
  },
}

export const PEOPLE_METHODS: Record<string, Method> = {
  'api.test': apiTest,
  'auth.test': authTest,
  'users.info': info,
  'users.list': list,
  'users.lookupByEmail': lookupByEmail,
  'usergroups.list': listGroups,
  'usergroups.users.list': listGroupUsers,
}
