import type { Changes } from './changes.ts'
import { type Ack, isTaken, type Line, sendCommand, sendInteraction } from './delivery.ts'

import { closeAllOf, closeModal, type FormOutcome, followResponseAction } from './forms.ts'
import { formProblems, stateValues, type Values } from './inputs.ts'
import * as interactions from './interactions.ts'
import * as invocations from './invocations.ts'
import { isObject, type Json } from './json.ts'
import { respond } from './response-urls.ts'
import { findMessage, type Message, type Trigger, type View, type World } from './state.ts'
import { findTouch, type Target } from './touching.ts'

/** What Slack shows a person after they did something. */
export type Shown = FormOutcome & {
  /** HTTP status of the acknowledgement; undefined when none came in time, or nothing was sent. */
  status: number | undefined
  body: string
  /** What only this person was told since, oldest first. */
  ephemerals: () => string[]
  /** Waits for the first of them. */
  ephemeral: () => Promise<string>
  /** Waits for the modal that this opened. */
  view: () => Promise<View>
}

type InMessage = { user: string; channel: string; ts: string; seen?: Message }
type InView = { user: string; viewId: string; values?: Values }
type Click = (InMessage | InView) & Target

/** The words at Slack's warning triangle. */
function clickWarning(ack: Ack): string | undefined {
  if (isTaken(ack)) return undefined
  if (ack.failure === 'timeout') return 'Operation timed out. Apps need to respond within 3 seconds.'
  if (ack.failure === 'unreachable') return 'This app cannot be reached right now.'
  return `This app responded with Status Code ${ack.status}.`
}

function commandWarning(command: string, ack: Ack): string | undefined {
  if (isTaken(ack)) return undefined
  const error = ack.failure === 'timeout' ? 'operation_timeout' : 'dispatch_failed'
  return `${command} failed with the error "${error}"`
}

/** Acts like a person in front of Slack. */
export function person(world: World, line: Line, changes: Changes, commands: readonly string[]) {
  const send = (payload: Json) => sendInteraction(line, payload)

  function shown(user: string, since: string, ack: Ack, outcome: FormOutcome, trigger: Trigger | undefined): Shown {
    const ephemerals = () =>
      [...world.messages.values()].filter((one) => one.onlyFor === user && one.ts > since).map((one) => one.text)
    return {
      ...outcome,
      status: ack.status,
      body: ack.body,
      ephemerals,
      ephemeral: () => changes.until(() => ephemerals()[0], 'an ephemeral message'),
      view: () =>
        changes.until(() => world.modals.find((view) => view.triggeredBy === trigger?.id), 'a modal for this action'),
    }
  }

  const lastTs = () => [...world.messages.values()].at(-1)?.ts ?? ''

  async function interact(user: string, made: { payload: Json; trigger: Trigger }): Promise<Shown> {
    const since = lastTs()
    const ack = await send(made.payload)
    return shown(user, since, ack, { errors: {}, warning: clickWarning(ack) }, made.trigger)
  }

  async function click(click: Click): Promise<Shown> {
    if ('viewId' in click) {
      const view = openView(world, click.viewId)
      const touch = findTouch(view.blocks, click)
      return interact(click.user, interactions.viewAction(world, click.user, view, touch, click.values ?? {}))
    }
    const message = click.seen ?? existingMessage(world, click.channel, click.ts)
    return interact(
      click.user,
      interactions.messageAction(world, click.user, message, findTouch(message.blocks, click)),
    )
  }

  async function submit({ user, viewId, values = {} }: InView): Promise<Shown> {
    const view = openView(world, viewId)
    const since = lastTs()
    const errors = formProblems(view.blocks, stateValues(view.blocks, values))
    if (Object.keys(errors).length > 0) return shown(user, since, UNSENT, { errors, warning: undefined }, undefined)
    const { payload, trigger } = interactions.viewSubmission(world, view, values)
    const ack = await send(payload)
    return shown(user, since, ack, followResponseAction(world, view, ack), trigger)
  }

  async function closeView({
    user,
    viewId,
    all = false,
  }: {
    user: string
    viewId: string
    all?: boolean
  }): Promise<void> {
    const view = openView(world, viewId)
    const isCleared = all || view.definition.clear_on_close === true
    const closed = isCleared ? closeAllOf(world, user) : [view]
    if (!isCleared) closeModal(world, view)
    for (const one of closed.filter((gone) => gone.definition.notify_on_close === true)) {
      await send(interactions.viewClosed(world, one, isCleared))
    }
  }

  async function command({ user, channel, text }: { user: string; channel: string; text: string }): Promise<Shown> {
    const { fields, trigger } = invocations.slashCommand(world, user, channel, text)
    const name = fields.command ?? ''
    const since = lastTs()
    if (!commands.includes(name)) {
      return shown(user, since, UNSENT, { errors: {}, warning: `${name} is not a valid command.` }, undefined)
    }
    const ack = await sendCommand(line, fields)
    if (isTaken(ack) && ack.body.trim() !== '') respond(world, responseId(fields.response_url), ackMessage(ack.body))
    return shown(user, since, ack, { errors: {}, warning: commandWarning(name, ack) }, trigger)
  }

  return {
    click,
    submit,
    closeView,
    command,
    shortcut: ({ user, callbackId }: { user: string; callbackId: string }) =>
      interact(user, invocations.globalShortcut(world, user, callbackId)),
    messageShortcut: ({ user, channel, ts, callbackId }: InMessage & { callbackId: string }) =>
      interact(user, invocations.messageShortcut(world, user, existingMessage(world, channel, ts), callbackId)),
    /** The options that an external select gets while a person types. */
    async suggest({ typed, ...at }: Click & { typed: string }): Promise<Json> {
      const where =
        'viewId' in at ? { view: openView(world, at.viewId) } : { message: existingMessage(world, at.channel, at.ts) }
      const blocks = 'view' in where ? where.view.blocks : where.message.blocks
      const ack = await send(invocations.suggestionRequest(world, at.user, where, findTouch(blocks, at), typed))
      const answer: unknown = isTaken(ack) ? JSON.parse(ack.body) : {}
      return isObject(answer) ? answer : {}
    },
  }
}

export type Person = ReturnType<typeof person>

const UNSENT: Ack = { status: undefined, body: '', noRetry: false, failure: undefined }

const responseId = (url: string | undefined) => url?.split('/').at(-1) ?? ''

/** A command's acknowledgement may carry its answer: words, or a message as JSON. */
function ackMessage(body: string): Json {
  try {
    const message: unknown = JSON.parse(body)
    return isObject(message) ? message : { text: body }
  } catch {
    return { text: body }
  }
}

function openView(world: World, id: string): View {
  const view = [...world.modals, ...world.homes.values()].find((one) => one.id === id)
  if (view === undefined) throw new Error(`there is no open view ${id}`)
  return view
}

function existingMessage(world: World, channel: string, ts: string): Message {
  const message = findMessage(world, channel, ts)
  if (message === undefined) throw new Error(`there is no message ${ts} in ${channel}`)
  return message
}
