import type { Lead } from '../../lead/lead.ts'
import type { Judgement } from '../../scoring/judgement.ts'
import type { LearnedModel } from '../../scoring/learned/model.ts'
import type { Rubric } from '../../scoring/rubric.ts'

/** A workspace's learned score. Null in place of the model: it is of a newer format than this version reads. */
export type StoredModel = { version: number; trainedAt: Date; model: LearnedModel | null }

export type LearnedModels = {
  find(workspace: string): Promise<StoredModel | null>
  /** As it was some seconds ago at most. */
  lately(workspace: string): Promise<LearnedModel | null>
  /** Saves a model in place of that version (null: of none), unless somebody was faster; false then. */
  save(workspace: string, before: number | null, model: LearnedModel): Promise<boolean>
}

export type Rubrics = {
  /** Null: the workspace has the one that ships. */
  find(workspace: string): Promise<Rubric | null>
  /** As it was at most half a second ago. */
  lately(workspace: string): Promise<Rubric | null>
  /** Saves a rubric in place of that version, unless somebody was faster; false then. */
  save(workspace: string, before: number, after: Rubric): Promise<boolean>
}

/** What was spent on the model on one day (UTC), shared by all processes. Amounts are US dollars. */
export type Spending = {
  /** Sets aside what a call may cost at most, while anything of the day's budget is left; false when nothing is. */
  reserve(workspace: string, day: string, usd: number, budget: number): Promise<boolean>
  /** Adds what a call cost beyond what was set aside for it; may be negative. */
  settle(workspace: string, day: string, usd: number): Promise<void>
  /** Has nobody told the admins yet that the day's budget is spent? */
  isUntold(workspace: string, day: string): Promise<boolean>
  told(workspace: string, day: string): Promise<void>
}

/** The model's answers of the last 24 hours, by what it was asked. */
export type Judgements = {
  find(lead: Pick<Lead, 'id' | 'workspace'>, question: string): Promise<KnownJudgement | null>
  keep(lead: Pick<Lead, 'id' | 'workspace'>, question: string, known: KnownJudgement): Promise<void>
  /** What was said of these leads is not kept any longer. */
  erase(leads: readonly string[]): Promise<void>
}

export type KnownJudgement = { judgement: Judgement; model: string }
