import { describe, expect, it } from 'vitest'
import { type Grants, groupsIn, refusalOf, roleIn, type Standing } from '../../src/lead/roles.ts'
import { aPerson } from '../support/leads.ts'

const VIP = 'C0VIP'
const grants = (some: Partial<Grants> = {}): Grants => ({ admins: [], deciders: [], viewers: [], ...some })

/** A full member of the workspace, U0SAM, in no group. */
function someone(overrides: Partial<Standing> = {}): Standing {
  return { person: aPerson(), isOutsider: false, isWorkspaceAdmin: false, groups: [], isKnown: true, ...overrides }
}

describe('until somebody sets roles', () => {
  it('every member decides, workspace admins are admins, and outsiders look', () => {
    expect(roleIn(someone(), grants(), VIP)).toBe('decider')
    expect(roleIn(someone({ isWorkspaceAdmin: true }), grants(), VIP)).toBe('admin')
    expect(roleIn(someone({ isOutsider: true, isWorkspaceAdmin: true }), grants(), VIP)).toBe('viewer')
  })

  it('whom Slack did not name in time is taken for a member, never for an admin', () => {
    const unknown = someone({ isKnown: false })
    expect(roleIn(unknown, grants(), VIP)).toBe('decider')
    expect(refusalOf(unknown, grants(), VIP, 'admin')).toMatchObject({ why: 'viewer', need: 'admin' })
  })
})

describe('once roles are set', () => {
  it('a workspace admin who is named a decider stays an admin, until admins are named', () => {
    const admin = someone({ isWorkspaceAdmin: true })
    expect(roleIn(admin, grants({ deciders: ['U0SAM'] }), null)).toBe('admin')
    expect(roleIn(admin, grants({ deciders: ['U0SAM'], admins: ['U0ANN'] }), null)).toBe('decider')
  })

  it('only those decide who are named, by themselves or by a group', () => {
    const set = grants({ deciders: ['U0ANN', 'S0SALES'] })
    expect(roleIn(someone(), set, null)).toBe('viewer')
    expect(roleIn(someone({ groups: ['S0SALES'] }), set, null)).toBe('decider')
    expect(roleIn(someone({ person: aPerson({ id: 'U0ANN' }) }), set, null)).toBe('decider')
  })

  it('a user’s own entry counts before those of their groups', () => {
    const set = grants({ deciders: ['S0SALES'], viewers: ['U0SAM'] })
    expect(roleIn(someone({ groups: ['S0SALES'] }), set, null)).toBe('viewer')
  })

  it('naming viewers or admins leaves deciding to all the others', () => {
    const set = grants({ viewers: ['U0NEW'], admins: ['U0BOSS'] })
    expect(roleIn(someone(), set, null)).toBe('decider')
    expect(roleIn(someone({ person: aPerson({ id: 'U0NEW' }) }), set, null)).toBe('viewer')
    expect(roleIn(someone({ isWorkspaceAdmin: true }), set, null)).toBe('decider')
  })

  it('a channel’s own list counts there in the place of the general one', () => {
    const set = grants({ deciders: ['U0ANN', `U0SAM@${VIP}`] })
    expect(roleIn(someone(), set, VIP)).toBe('decider')
    expect(roleIn(someone(), set, 'C0OTHER')).toBe('viewer')
    expect(roleIn(someone({ person: aPerson({ id: 'U0ANN' }) }), set, VIP)).toBe('viewer')
  })

  it('who is unknown decides nothing, unless they are named themselves', () => {
    const set = grants({ deciders: ['U0ANN', 'S0SALES'] })
    expect(roleIn(someone({ isKnown: false }), set, null)).toBe('unknown')
    expect(roleIn(someone({ groups: null }), set, null)).toBe('unknown')
    expect(roleIn(someone({ isKnown: false, groups: null, person: aPerson({ id: 'U0ANN' }) }), set, null)).toBe(
      'decider',
    )
  })

  it('no list makes an outsider decide', () => {
    expect(roleIn(someone({ isOutsider: true }), grants({ admins: ['U0SAM'] }), null)).toBe('viewer')
  })

  it('a refusal says why, and who can', () => {
    const set = grants({ admins: ['U0BOSS'], deciders: ['S0SALES', `U0ANN@${VIP}`] })
    expect(refusalOf(someone(), set, null, 'decider')).toEqual({
      why: 'viewer',
      need: 'decider',
      who: ['U0BOSS', 'S0SALES'],
    })
    expect(refusalOf(someone({ isOutsider: true }), set, VIP, 'admin')).toEqual({
      why: 'outsider',
      need: 'admin',
      who: ['U0BOSS'],
    })
    expect(refusalOf(someone({ groups: ['S0SALES'] }), set, null, 'decider')).toBeNull()
  })

  it('the groups to look up are those that the lists name', () => {
    expect(groupsIn(grants({ admins: ['S0A'], deciders: ['U0B', `S0C@${VIP}`], viewers: ['S0A'] }))).toEqual([
      'S0A',
      'S0C',
    ])
  })
})
