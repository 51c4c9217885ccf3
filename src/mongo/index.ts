import type { Connection } from 'mongoose'
import { createAudit } from './audit.ts'
import { createChannels } from './channels.ts'
import { createDatabase } from './database.ts'
import { createDestinations } from './destinations.ts'
import { createEndpoints } from './endpoints.ts'
import { createErasures } from './erasures.ts'
import { createHandoffs } from './handoffs.ts'
import { createInboundLog } from './inbound-log.ts'
import { createJudgements } from './judgements.ts'
import type { Keyring } from './keyring.ts'
import { createKicks } from './kicks.ts'
import { createLeads } from './leads.ts'
import { createLearnedModels } from './learned-models.ts'
import { createMakings } from './makings.ts'
import { createNews } from './news.ts'
import { createPosts } from './posts.ts'
import { createRates } from './rates.ts'
import { createReplays } from './replays.ts'
import { createRotations } from './rotations.ts'
import { createRubrics } from './rubrics.ts'
import { createSpending } from './spending.ts'
import { createWorkspaces } from './workspaces.ts'

export { checkKeys } from './check-keys.ts'
export { makeIndexes } from './collection.ts'
export { connect, hasPrimary } from './connect.ts'
export { createKeyring } from './keyring.ts'

/** Everything that is stored. */
export function createStores(connection: Connection, keyring: Keyring) {
  return {
    leads: createLeads(connection),
    news: createNews(connection),
    erasures: createErasures(connection),
    learnedModels: createLearnedModels(connection),
    rubrics: createRubrics(connection),
    spending: createSpending(connection),
    judgements: createJudgements(connection),
    handoffs: createHandoffs(connection),
    posts: createPosts(connection),
    channels: createChannels(connection),
    kicks: createKicks(connection),
    rates: createRates(connection),
    replays: createReplays(connection),
    rotations: createRotations(connection),
    endpoints: createEndpoints(connection, keyring),
    destinations: createDestinations(connection, keyring),
    makings: createMakings(connection),
    workspaces: createWorkspaces(connection),
    inboundLog: createInboundLog(connection),
    database: createDatabase(connection),
    audit: createAudit(connection),
  }
}
export type Stores = ReturnType<typeof createStores>
