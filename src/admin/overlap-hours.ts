import { z } from 'zod'
import { whole } from './verb.ts'

const USUAL_HOURS = 24
const MOST_HOURS = 720

/** For how many hours a secret counts that another one takes the place of. */
export const OverlapHours = whole.pipe(z.number().max(MOST_HOURS)).default(USUAL_HOURS)
