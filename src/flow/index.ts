import type { Person } from '../lead/decision.ts'
import type { Lead } from '../lead/lead.ts'
import type { Standing } from '../lead/roles.ts'
import type { Workspace } from '../lead/workspace.ts'
import { type Click, refusalFor } from './change-lead.ts'
import { type Choice, decideLead, reopenLead, settleLead, undoDecision } from './decide-lead.ts'
import { deliverHandoff } from './deliver-handoff.ts'
import { discardHandoff } from './discard-handoff.ts'
import { disputeSummary } from './dispute-summary.ts'
import { doctor } from './doctor.ts'
import { findLeads } from './find-leads.ts'
import { type ForgetAsk, forget } from './forget.ts'
import type { InboundCall, RefusedCall } from './inbound-call.ts'
import { countInbox, type InboxAsk, inbox } from './inbox.ts'
import { joinNews } from './join-news.ts'
import { leadOfHandoff, lookUp } from './look-up.ts'
import { type NewLead, newLead } from './new-lead.ts'
import { overview } from './overview.ts'
import { assignLead, claimLead } from './own-lead.ts'
import type { Claimed, ClaimedPost, Ports } from './ports.ts'
import { pressLead } from './press-lead.ts'
import { receiveLead, refuseCall } from './receive-lead.ts'
import { replaceOwners } from './replace-owners.ts'
import { cancelReplay, type ReplayAsk, runReplays, startReplay } from './replay.ts'
import { rescoreLead } from './rescore-lead.ts'
import { resolveConversation } from './resolve-conversation.ts'
import { retain } from './retain.ts'
import { type HandoffAsk, retryHandoff } from './retry-handoff.ts'
import { fittingRule } from './route-lead.ts'
import { scoreLead } from './score-lead.ts'
import { scoreStats } from './score-stats.ts'
import { digestNow, digestsDue } from './send-digest.ts'
import { sendEvents } from './send-events.ts'
import { setUp } from './set-up.ts'
import { snoozeLead, unsnoozeLead } from './snooze-lead.ts'
import { figures, stats } from './stats.ts'
import { sweep } from './sweep.ts'
import { type Blocked, tellBlocked } from './tell-blocked.ts'
import { tellSlack } from './tell-slack.ts'
import { trainDue, trainScores } from './train-scores.ts'
import { type VerifyAsk, verifyDestination } from './verify-destination.ts'

/**
 * The walk of a lead, in walking order. Each step loads, leaves if it is already done, decides, saves unless somebody was faster,
 * and names the next step; so every step may run twice, and `sweep` takes those that a crash forgot.
 */
export function createFlow(ports: Ports) {
  return {
    // A signed call becomes a stored lead, and only then an answer.
    receiveLead: (call: InboundCall) => receiveLead(ports, call),
    refuseCall: (call: RefusedCall) => refuseCall(ports, call),
    // What came about it before it did joins it now.
    joinNews: (id: string) => joinNews(ports, id),
    newLead: (asked: NewLead) => newLead(ports, asked),
    // The lead gets its score, a rule its channel and owner, and thresholds decide where they may.
    scoreLead: (id: string, known?: Lead) => scoreLead(ports, id, known),
    // What changed becomes handoffs, and the card is asked to show it.
    sendEvents: (id: string, known?: Lead) => sendEvents(ports, id, known),
    // The card and its thread lines are posted or edited.
    tellSlack: (post: ClaimedPost) => tellSlack(ports, post),
    tellBlocked: (blocked: Blocked) => tellBlocked(ports, blocked),
    // People decide, and may take it back for a while.
    decideLead: (click: Click, choice: Choice) => decideLead(ports, click, choice),
    undoDecision: (click: Click) => undoDecision(ports, click),
    settleLead: (id: string) => settleLead(ports, id),
    resolveConversation: (click: Click) => resolveConversation(ports, click),
    reopenLead: (click: Click) => reopenLead(ports, click),
    // Until then somebody may own it, put it aside, or have it scored again.
    claimLead: (click: Click) => claimLead(ports, click),
    assignLead: (click: Click, to: Person) => assignLead(ports, click, to),
    snoozeLead: (click: Click, until: Date) => snoozeLead(ports, click, until),
    unsnoozeLead: (click: Click) => unsnoozeLead(ports, click),
    rescoreLead: (click: Click) => rescoreLead(ports, click),
    disputeSummary: (click: Click) => disputeSummary(ports, click),
    // Where nobody answers in time, its owner is reminded, then others are told.
    pressLead: (id: string) => pressLead(ports, id),
    replaceOwners: () => replaceOwners(ports),
    // The CRM is told, again and again if need be; its thread line says how it went.
    deliverHandoff: (claimed: Claimed, delivered?: () => void) => deliverHandoff(ports, claimed, delivered),
    retryHandoff: (ask: HandoffAsk) => retryHandoff(ports, ask),
    discardHandoff: (ask: HandoffAsk) => discardHandoff(ports, ask),
    // Whatever was forgotten on the way is taken up again.
    sweep: () => sweep(ports),

    // What people decided teaches how the next leads are scored.
    trainDue: () => trainDue(ports),
    trainScores: (workspace: string) => trainScores(ports, workspace),
    scoreStats: (workspace: string, since: Date) => scoreStats(ports, workspace, since),

    // What a destination missed is sent again, and what is kept no longer is let go.
    startReplay: (ask: ReplayAsk) => startReplay(ports, ask),
    cancelReplay: (ask: Parameters<typeof cancelReplay>[1]) => cancelReplay(ports, ask),
    runReplays: () => runReplays(ports),
    verifyDestination: (ask: VerifyAsk) => verifyDestination(ports, ask),
    retain: () => retain(ports),
    digestsDue: () => digestsDue(ports),
    digestNow: (workspace: Workspace) => digestNow(ports, workspace),
    forget: (ask: ForgetAsk) => forget(ports, ask),

    // What people find in their inbox, and how all goes.
    inbox: (ask: InboxAsk) => inbox(ports, ask),
    countInbox: (workspace: string, user: string) => countInbox(ports, workspace, user),
    findLeads: (workspace: string, typed: string, limit: number) => findLeads(ports, workspace, typed, limit),
    exportLeads: ports.leads.each,
    figures: (workspace: string, since: Date) => figures(ports, workspace, since),
    stats: (workspace: string, since: Date) => stats(ports, workspace, since),
    doctor: (workspace: string) => doctor(ports, workspace),
    overview: (workspace: string) => overview(ports, workspace),

    // Looking things up.
    fittingRule: (workspace: string, leadId: string) => fittingRule(ports, workspace, leadId),
    refusalFor: (standing: Standing | null, place: Pick<Lead, 'workspace' | 'channel'>, need: 'decider' | 'admin') =>
      refusalFor(ports, standing, place, need),
    replays: ports.replays.list,
    lookUp: (workspace: string, leadId: string) => lookUp(ports, workspace, leadId),
    leadOfHandoff: (workspace: string, handoffId: string) => leadOfHandoff(ports, workspace, handoffId),
    handoffLog: ports.handoffs.recent,
    inboundLog: ports.inboundLog.recent,
    auditLog: ports.audit.each,

    ...setUp(ports),
  }
}
export type Flow = ReturnType<typeof createFlow>
