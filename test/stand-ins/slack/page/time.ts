import { useEffect, useState } from 'react'

const dateOf = (ts: string) => new Date(Number(ts) * 1000)

export const clockTime = (ts: string) => dateOf(ts).toLocaleTimeString([], { hour: 'numeric', minute: '2-digit' })
export const fullTime = (ts: string) => dateOf(ts).toLocaleString([], { dateStyle: 'full', timeStyle: 'medium' })
export const dayOf = (ts: string) => dateOf(ts).toDateString()

export function dayName(ts: string): string {
  const day = dayOf(ts)
  if (day === new Date().toDateString()) return 'Today'
  if (day === new Date(Date.now() - 86_400_000).toDateString()) return 'Yesterday'
  return dateOf(ts).toLocaleDateString([], { weekday: 'long', month: 'long', day: 'numeric' })
}

/** "just now", "5 minutes ago". */
export function ago(seconds: number, nowMs: number): string {
  const passed = Math.max(0, Math.round(nowMs / 1000 - seconds))
  if (passed < 45) return 'just now'
  const [size, unit] = passed < 2700 ? [60, 'minute'] : passed < 79_200 ? [3600, 'hour'] : [86_400, 'day']
  const count = Math.max(1, Math.round(passed / Number(size)))
  return `${count} ${unit}${count === 1 ? '' : 's'} ago`
}

/** The time now, ticking often enough for "minutes ago". */
export function useNow(everyMs = 15_000): number {
  const [now, setNow] = useState(Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now
}

const DATE_WORDS: Record<string, (date: Date, nowMs: number) => string> = {
  date_num: (date) => date.toISOString().slice(0, 10),
  date_slash: (date) => date.toLocaleDateString(),
  date_long: (date) => date.toLocaleDateString([], { dateStyle: 'full' }),
  date_long_full: (date) => date.toLocaleDateString([], { dateStyle: 'long' }),
  date_short: (date) => date.toLocaleDateString([], { dateStyle: 'medium' }),
  date: (date) => date.toLocaleDateString([], { month: 'long', day: 'numeric' }),
  time: (date) => date.toLocaleTimeString([], { hour: 'numeric', minute: '2-digit' }),
  time_secs: (date) => date.toLocaleTimeString(),
  ago: (date, nowMs) => ago(date.getTime() / 1000, nowMs),
}

/** Slack's date format, `{date_short_pretty} at {time}`. */
export function slackDate(timestamp: number, format: string, nowMs: number): string {
  const date = new Date(timestamp * 1000)
  return format.replace(/\{(\w+)\}/g, (token: string, name: string) => {
    if (name.endsWith('_pretty')) {
      const near = dayName(String(timestamp))
      if (near === 'Today' || near === 'Yesterday') return near.toLowerCase()
    }
    return DATE_WORDS[name.replace(/_pretty$/, '')]?.(date, nowMs) ?? token
  })
}
