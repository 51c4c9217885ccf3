import { createContext, useContext, useEffect, useState } from 'react'
import type { Given } from '../inputs.ts'
import type { Told } from '../page-deeds.ts'
import type { SeenPerson, Snapshot } from '../snapshot.ts'

/** What this person sees, kept up to date by the server. */
export function useSnapshot(user: string): Snapshot | undefined {
  const [seen, setSeen] = useState<Snapshot>()
  useEffect(() => {
    const source = new EventSource(`/page/stream?user=${encodeURIComponent(user)}`)
    source.onmessage = (event) => setSeen(JSON.parse(event.data))
    return () => source.close()
  }, [user])
  return seen?.me === user ? seen : undefined
}

type Act = (act: string, args: Record<string, unknown>) => Promise<Told>

export async function act(user: string, deed: string, args: Record<string, unknown>): Promise<Told> {
  const response = await fetch('/page/act', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ act: deed, user, ...args }),
  })
  return response.json()
}

/** Everything that drawing needs to know about the workspace, and the way to do something in it. */
export type Scene = { seen: Snapshot; act: Act; openThread: (channel: string, ts: string) => void }

const SceneContext = createContext<Scene | undefined>(undefined)
export const SceneProvider = SceneContext.Provider

export function useScene(): Scene {
  const scene = useContext(SceneContext)
  if (scene === undefined) throw new Error('there is no workspace to draw')
  return scene
}

export const personIn = (seen: Snapshot, id: string): SeenPerson =>
  seen.people.find((person) => person.id === id) ?? {
    id,
    name: id,
    fullName: id,
    color: '#777777',
    role: '',
    isBot: false,
  }

/** Where an element stands, so that its use can be told to the product: in a message or in a view. */
export type Spot = { channel: string; ts: string } | { viewId: string }
/** What stands in the inputs of a view, by block and action. */
export type Filled = Record<string, Record<string, Given>>
