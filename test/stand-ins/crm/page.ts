import type { Book, Contact, Received } from './book.ts'
import { type Manners, nameOf, PRESETS } from './manners.ts'
import { overall, type Signatures, type Verdict } from './signatures.ts'

const ROWS_SHOWN = 200
const TIMES = [
  { value: '1', label: 'for the next one' },
  { value: '2', label: 'for the next two' },
  { value: '5', label: 'for the next five' },
  { value: '0', label: 'until I say otherwise' },
]

/** The whole page; `page.js` keeps it fresh. */
export function page(book: Book, manners: Manners, secret: string | undefined): string {
  const arrivals = book.received.slice(-ROWS_SHOWN).reverse().map(arrivalRows).join('')
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>CRM · what arrived</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/_/page.css">
<script src="/_/page.js" defer></script>
</head>
<body>
<header><h1>CRM</h1><p>A small CRM that checks signatures, keeps one contact per lead and ignores repeats.</p></header>
<main>
<div class="panels">${behavePanel(manners)}${secretPanel(secret)}</div>
<section aria-labelledby="contacts-title">
<h2 id="contacts-title">Contacts</h2>
<div class="scroll"><table aria-labelledby="contacts-title">
<thead><tr>${['Name', 'Company', 'Email', 'Score', 'Decision', 'Lead'].map(columnHead).join('')}</tr></thead>
<tbody id="contacts">${contactRows(book)}</tbody>
</table></div>
</section>
<section aria-labelledby="arrivals-title">
<h2 id="arrivals-title">What arrived</h2>
<div class="scroll"><table aria-labelledby="arrivals-title">
<thead><tr>${COLUMNS.map(columnHead).join('')}</tr></thead>
<tbody id="arrivals" aria-live="polite" aria-relevant="additions">${arrivals}</tbody>
</table></div>
<p class="empty" id="nothing"${book.received.length > 0 ? ' hidden' : ''}>Nothing since this CRM was started. Decide a lead in Slack.</p>
</section>
</main>
</body>
</html>`
}

const COLUMNS = ['Time (UTC)', 'Event', 'Lead', 'Score', 'Decision', 'Signature', 'Answer', 'Attempt', 'Handoff', '']

/** Two rows: the line itself, and the headers and body that its button opens. */
export function arrivalRows(received: Received): string {
  const { n, leadId, leadName, handoffId, attempt, duplicate } = received
  const verdict = overall(received.signatures)
  const who = leadName ?? leadId ?? '–'
  const cells = [
    `<time datetime="${new Date(received.at).toISOString()}">${new Date(received.at).toISOString().slice(11, 23)}</time>`,
    `<span class="tag">${escaped(received.event ?? 'unknown')}</span>`,
    escaped(who),
    `${received.score ?? '–'}`,
    escaped(received.decision ?? '–'),
    `<span class="${verdict.kind}">${verdictText(verdict)}</span>`,
    `<span class="${received.taken || duplicate ? 'held' : 'failed'}">${escaped(answerText(received))}</span>`,
    `${attempt}`,
    `<code>${escaped(handoffId ?? '–')}</code>`,
    `<button type="button" aria-expanded="false" aria-controls="detail-${n}" aria-label="Details of arrival ${n}, ${escaped(who)}">Details</button>`,
  ]
  const marks = [
    `data-arrival="${n}"`,
    `data-handoff="${escaped(handoffId ?? '')}"`,
    `data-lead="${escaped(leadId ?? '')}"`,
    `data-event="${escaped(received.event ?? '')}"`,
    `data-signature="${verdict.kind}"`,
    `data-attempt="${attempt}"`,
  ]
  return `<tr ${marks.join(' ')}>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>
<tr id="detail-${n}" class="detail" hidden><td colspan="${COLUMNS.length}">${detail(received)}</td></tr>`
}

export function contactRows(book: Book): string {
  return [...book.contacts.values()].reverse().slice(0, ROWS_SHOWN).map(contactRow).join('')
}

function contactRow({ leadId, name, company, email, score, decision }: Contact): string {
  const cells = [name, company, email, score, decision, leadId].map((value) => `<td>${escaped(`${value ?? '–'}`)}</td>`)
  return `<tr data-contact="${escaped(leadId)}" data-decision="${escaped(decision ?? '')}">${cells.join('')}</tr>`
}

export function mannersText(manners: Manners): string {
  const words = manners.told().map(escaped).join('<br>')
  return manners.isWell ? words : `<span class="failed">${words}</span>`
}

function behavePanel(manners: Manners): string {
  const answers = PRESETS.map(({ id, label }) => `<option value="${id}">${escaped(label)}</option>`).join('')
  const times = TIMES.map(({ value, label }) => `<option value="${value}">${label}</option>`).join('')
  return `<section aria-labelledby="behave-title"><h2 id="behave-title">Behave</h2>
<p role="status" id="manners">${mannersText(manners)}</p>
<form method="post" action="/_/behave">
<label>Answer <select name="answer">${answers}</select></label>
<label>How long <select name="times">${times}</select></label>
<button>Misbehave</button>
</form>
<form method="post" action="/_/behave"><button name="answer" value="well">Behave well again</button></form></section>`
}

function secretPanel(secret: string | undefined): string {
  const known =
    secret === undefined ? 'None yet: everything is taken unchecked.' : `Checking with ${secret.slice(0, 10)}…`
  return `<section aria-labelledby="secret-title"><h2 id="secret-title">Signing secret</h2>
<p>${escaped(known)}</p>
<form method="post" action="/_/secret">
<label>New secret <input name="secret" autocomplete="off" spellcheck="false" placeholder="whsec_…" required></label>
<button>Check with this</button>
</form></section>`
}

function detail({ path, method, headers, body, json, signatures }: Received): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  const pretty = json === undefined ? body.toString('utf8') : JSON.stringify(json, null, 2)
  return `<h3>Signatures</h3><p>${signatureLines(signatures)}</p>
<h3>Headers</h3><pre>${escaped([`${method} ${path}`, ...lines].join('\n'))}</pre>
<h3>Body</h3><pre>${escaped(pretty)}</pre>`
}

function signatureLines({ agentflow, standard }: Signatures): string {
  return `AgentFlow: ${verdictText(agentflow)}<br>Standard Webhooks: ${verdictText(standard)}`
}

function verdictText(verdict: Verdict): string {
  if (verdict.kind === 'held') return '✓ held'
  return verdict.kind === 'unchecked' ? 'not checked' : `✗ did not hold: ${escaped(verdict.why)}`
}

function answerText({ behaviour, duplicate, signatures, taken }: Received): string {
  if (behaviour.kind !== 'well') return `${nameOf(behaviour)}${taken ? ', taken all the same' : ''}`
  if (overall(signatures).kind === 'failed') return '401, not taken'
  return duplicate ? '200, known already' : '200, taken'
}

function columnHead(name: string): string {
  return name === '' ? '<th scope="col"><span class="unseen">Details</span></th>' : `<th scope="col">${name}</th>`
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`)
}
