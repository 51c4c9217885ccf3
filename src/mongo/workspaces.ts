import type { Connection } from 'mongoose'
import { Schema } from 'mongoose'
import type { Workspaces } from '../flow/ports.ts'
import { Settings, type Team, type Workspace } from '../lead/workspace.ts'
import { cached } from './cached.ts'
import { collectionOf } from './collection.ts'

type WorkspaceDoc = Omit<Team, 'id'> & {
  _id: string
  settings?: Partial<Settings>
  settingsRevision?: number
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
    async saveSettings(id, revision, changes) {
      const keys = Object.entries(changes).map(([name, value]) => [`settings.${name}`, value])
      const { matchedCount } = await collection.updateOne(
        { _id: id, settingsRevision: revision === 0 ? { $exists: false } : revision },
        { $set: Object.fromEntries(keys), $inc: { settingsRevision: 1 } },
      )
      return matchedCount === 1
    },
    async setAway(id, user, until) {
      const key = `away.${user}`
      await collection.updateOne({ _id: id }, until ? { $set: { [key]: until } } : { $unset: { [key]: '' } })
    },
  }
}

function workspaceOf({ _id, settings, settingsRevision = 0, away = {}, ...same }: WorkspaceDoc): Workspace {
  return { ...same, id: _id, settings: Settings.parse(settings ?? {}), settingsRevision, away }
}
