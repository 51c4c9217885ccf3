import { WORDS } from '../words/words.ts'
import { destinationAdd, destinationEdit, destinationMap } from './destination-inputs.ts'
import { endpointAdd, endpointEdit } from './endpoint-inputs.ts'
import type { FormName } from './form-meta.ts'
import type { About, Given, Input } from './input.ts'
import { rubricInputs } from './rubric-form.ts'
import { rule } from './rule-inputs.ts'
import { settings } from './setting-inputs.ts'

const W = WORDS.command

/** What a form asks, made from what its subject takes. */
export function inputsOf(form: FormName, about: About, given: Given): Input[] {
  switch (form) {
    case 'new':
      return newLead(about)
    case 'endpoint add':
      return endpointAdd(given.source?.[0] ?? 'agentflow')
    case 'endpoint edit':
      return about.endpoint ? endpointEdit(about.endpoint) : []
    case 'destination add':
      return destinationAdd(given.kind?.[0] ?? 'webhook')
    case 'destination edit':
      return about.destination ? destinationEdit(about.destination) : []
    case 'destination map':
      return about.destination ? destinationMap(about.destination) : []
    case 'rubric set':
      return about.rubric ? rubricInputs(about.rubric.criteria) : []
    case 'routing add':
      return rule(about)
    case 'settings set':
      return settings(about.settings)
  }
}

function newLead({ endpoints }: About): Input[] {
  return [
    { flag: 'name', label: W.name, kind: 'text', optional: true },
    { flag: 'email', label: W.email, kind: 'email', optional: true },
    { flag: 'phone', label: W.phone, kind: 'text', optional: true },
    { flag: 'company', label: W.company, kind: 'text', optional: true },
    { flag: 'message', label: W.message, kind: 'long', optional: true },
    { flag: 'endpoint', label: W.endpoint, kind: 'one', options: endpoints, usual: endpoints.slice(0, 1) },
  ]
}
