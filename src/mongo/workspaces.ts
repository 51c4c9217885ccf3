import type { Connection } from 'mongoose'
import { Schema } from 'mongoose'
import type { Workspaces } from '../flow/ports.ts'
import { Settings, type Workspace } from '../lead/workspace.ts'
import { cached } from './cached.ts'
import { collectionOf } from './collection.ts'

type WorkspaceDoc = Omit<Workspace, 'id' | 'settings' | 'away'> & {
  _id: string
  settings?: Partial<Settings>
  away?: Record<string, Date>
}

const schema = new Schema<WorkspaceDoc>({ _id: String }, { collection: 'workspaces', strict: false, versionKey: false })

/** The Slack teams that were ever seen, remembered so that Slack being away stops nothing. */
export function createWorkspaces(connection: Connection): Workspaces {
  const collection = collectionOf(connection, 'Workspace', schema)
  async function find(id: string): Promise<Workspace | null> {
    const doc = await collection.findOne({ _id: id })
    return doc && workspaceOf(doc)
  }

  return {
    find,
    lately: cached(find).get,
    list: async () => (await collection.find().sort({ _id: 1 }).toArray()).map(workspaceOf),
    async remember({ id, ...team }) {
      await collection.updateOne({ _id: id }, { $set: team }, { upsert: true })
    },
    async saveSettings(id, changes) {
      const keys = Object.entries(changes).map(([name, value]) => [`settings.${name}`, value])
      await collection.updateOne({ _id: id }, { $set: Object.fromEntries(keys) })
    },
    async setAway(id, user, until) {
      const key = `away.${user}`
      await collection.updateOne({ _id: id }, until ? { $set: { [key]: until } } : { $unset: { [key]: '' } })
    },
  }
}

function workspaceOf({ _id, settings, away, ...same }: WorkspaceDoc): Workspace {
  return { ...same, id: _id, settings: Settings.parse(settings ?? {}), away: away ?? {} }
}
