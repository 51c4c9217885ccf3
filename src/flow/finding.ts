/** One thing that was looked at; `fix` says what to type or do where it is not well. */
export type Finding = { what: string; state: 'ok' | 'warn' | 'fail'; detail: string; fix: string | null }

const SKEW_WARN_MS = 2000
const SKEW_FAIL_MS = 60_000

/** Nothing is to be mended there. */
export function ok(what: string, detail: string): Finding {
  return { what, state: 'ok', detail, fix: null }
}

/** How far another clock is from ours. */
export function skewFinding(what: string, skewMs: number | null): Finding {
  if (skewMs === null) return { what, state: 'warn', detail: 'is not known', fix: 'Run doctor again in a minute.' }
  const detail = `${(Math.abs(skewMs) / 1000).toFixed(1)} s apart`
  if (Math.abs(skewMs) < SKEW_WARN_MS) return ok(what, detail)
  const state = Math.abs(skewMs) < SKEW_FAIL_MS ? 'warn' : 'fail'
  return {
    what,
    state,
    detail,
    fix: 'Set both clocks by NTP (timedatectl set-ntp true): signatures count for five minutes.',
  }
}
