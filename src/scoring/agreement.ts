import { type Band, bandOf, type Score, type Thresholds } from '../lead/score.ts'
import { aucOf, type Bin, binsOf, eceOf, type Forecast } from './reliability.ts'

/** Fewer decisions than this say little about how far a score can be trusted. */
export const CALIBRATED_FROM = 100

/** A score, and what a person decided about its lead; `held` where thresholds would have left it to them in any case. */
export type Judged = Pick<Score, 'value' | 'learned'> & { approved: boolean; held: boolean }

/** Of one band: its leads, how many of them were approved and rejected, and how often the band said what the person decided. */
type BandAgreement = {
  leads: number
  approved: number
  rejected: number
  /** Null for the review band, which says neither. */
  precision: number | null
  /** The share of all such decisions that this band had. */
  recall: number | null
}

/** What thresholds would have decided by the number alone, what people decided of these, and how many would have been held for them. */
type Shadow = Record<'approve' | 'reject', { would: number; people: number; held: number }>

type Calibration = { decisions: number; auc: number | null; ece: number | null; bins: Bin[] }

/** How far scores and people agree, in all and band by band. */
export type Agreement = Calibration & {
  calibrated: boolean
  thresholds: Thresholds
  bands: Record<Band, BandAgreement>
  shadow: Shadow
  /** Of the leads that had a learned score; null while none had. */
  learned: Calibration | null
}

/** How far scores and people agree. */
export function agreementOf(judged: readonly Judged[], thresholds: Thresholds): Agreement {
  const inBand = (band: Band) => judged.filter(({ value }) => bandOf(value, thresholds) === band)
  const learned = judged.flatMap(({ learned: one, approved }) => (one ? [{ chance: one.chance, approved }] : []))
  return {
    ...calibrationOf(judged.map(({ value, approved }) => ({ chance: value / 100, approved }))),
    calibrated: judged.length >= CALIBRATED_FROM,
    thresholds,
    bands: {
      approve: bandAgreement(inBand('approve'), judged, true),
      review: bandAgreement(inBand('review'), judged, null),
      reject: bandAgreement(inBand('reject'), judged, false),
    },
    shadow: { approve: shadowOf(inBand('approve'), true), reject: shadowOf(inBand('reject'), false) },
    learned: learned.length > 0 ? calibrationOf(learned) : null,
  }
}

function calibrationOf(forecasts: readonly Forecast[]): Calibration {
  return { decisions: forecasts.length, auc: aucOf(forecasts), ece: eceOf(forecasts), bins: binsOf(forecasts) }
}

function bandAgreement(inBand: readonly Judged[], all: readonly Judged[], says: boolean | null): BandAgreement {
  const agrees = count(inBand, says)
  return {
    leads: inBand.length,
    approved: count(inBand, true),
    rejected: count(inBand, false),
    precision: says === null || inBand.length === 0 ? null : agrees / inBand.length,
    recall: says === null || count(all, says) === 0 ? null : agrees / count(all, says),
  }
}

function shadowOf(inBand: readonly Judged[], says: boolean) {
  return { would: inBand.length, people: count(inBand, says), held: inBand.filter(({ held }) => held).length }
}

function count(judged: readonly Judged[], approved: boolean | null): number {
  return judged.filter((one) => one.approved === approved).length
}
