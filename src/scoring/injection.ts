import { type ScoringInput, textOf } from './input.ts'

/** Wordings that speak to the scorer, not to the sales team. */
const STEERING: readonly RegExp[] = [
  /\b(?:ignore|disregard|forget|override|bypass)\b[^.!?\n]{0,40}\b(?:previous|prior|above|earlier|preceding|all|any|your|system)\b[^.!?\n]{0,20}\b(?:instructions?|prompts?|rules?|guidelines?|directions?)\b/iu,
  /\b(?:score|rate|rank|mark|classify|grade|label) (?:me|us|this|it|this lead|the lead|this message)\b[^.!?\n]{0,30}\b(?:100|ten|10|hundred|max\w*|high\w*|top|hot|qualified|approved?|strong|perfect|best)\b/iu,
  /\b(?:give|assign|award|set)\b[^.!?\n]{0,30}\b(?:lead )?(?:score|rating|confidence|level)\b[^.!?\n]{0,20}\b(?:100|hundred|max\w*|highest|perfect|strong)\b/iu,
  /\b(?:lead )?(?:score|confidence|rating)\s*(?:must|should|has to|needs to) be\b|["'](?:score|confidence|level|band|qualified)["']\s*:\s*["'\d]/iu,
  /\b(?:auto[- ]?approve|approve automatically|always approve|mark as (?:qualified|approved))\b/iu,
  /\b(?:reveal|show|print|repeat|output|leak|reset)\b[^.!?\n]{0,30}\b(?:system prompt|your (?:prompt|instructions))\b|\bsystem prompt\b|\bnew instructions?\s*:/iu,
  /\b(?:you are|act as|pretend to be|roleplay as) (?:now |an? |the )*(?:ai|assistant|language model|llm|chat ?gpt|gpt|chatbot|scorer|lead scoring|developer mode|dan)\b/iu,
  /\b(?:attention|note|message|instructions?) (?:to|for) (?:the )?(?:ai|llm|model|language model|scorer|assistant|grader)\b/iu,
  /<\/?(?:system|assistant|instructions?|prompt|lead|user)\b[^>@]{0,80}>|<\|(?:im_start|im_end|system|endoftext)\|>|\[\/?(?:INST|SYSTEM)\]|^ ?#{2,8} ?(?:system|instructions?|assistant)\b|^ ?(?:system|assistant) ?:[^\n]{0,80}\b(?:you|ignore|score|approve|the lead|instructions?)\b/imu,
]

/** The same in the languages leads write most. */
const STEERING_ELSEWHERE: readonly RegExp[] = [
  /\b(?:ignoriere?n?|vergiss|missachte)\b[^.!?\n]{0,50}\b(?:anweisung|anleitung|instruktion|vorgabe|regel|prompt)/iu,
  /\b(?:bewerten?|stufen?)(?: sie)? (?:mich|uns|dies\w*|den lead)\b[^.!?\n]{0,40}\b(?:100|höchst|maximal)/iu,
  /(?:ignore[zr]?|oublie[zr]?)\b[^.!?\n]{0,50}(?:instructions?|consignes?|règles?)/iu,
  /(?:attribue|donne|mets?)[zr]?\b[^.!?\n]{0,30}\b(?:note|score)\b[^.!?\n]{0,30}\b(?:100|maximale?)\b/iu,
  /(?:ignora|olvida|ignore|ignorar|desconsidere)\b[^.!?\n]{0,50}(?:instrucciones|instruções|istruzioni|reglas|regras)/iu,
  /(?:punt[úu]a|califica|asigna|avalie|atribua)\b[^.!?\n]{0,40}(?:100|máxim)/iu,
  /(?:忽略|无视|忽視)[^。！？\n]{0,20}(?:指令|指示|提示|规则)|(?:指示|命令)[^。！？\n]{0,10}無視/u,
  /(?:игнорируй|забудь|проигнорируй)[^.!?\n]{0,50}(?:инструкци|указани|правил)/iu,
]

/** Characters nobody types: tags, bidi overrides and isolates, zero-width ones inside or beside words. Emoji joiners and marks of direction in right-to-left text are ordinary. */
const HIDDEN_CHARACTERS =
  /[\u{E0001}-\u{E007F}\u202A-\u202E\u2066-\u2069\u2060-\u2064]|[A-Za-z][\u200B-\u200D\uFEFF]+[A-Za-z]|[\u200B\uFEFF]{2,}/u
/** Flags are spelled with tags, and phones put marks of direction around a copied number. */
const ORDINARY_USE =
  /\u{1F3F4}[\u{E0020}-\u{E007E}]+\u{E007F}|[\u202A\u202D\u2066\u2068][+\d\s().-]{3,30}[\u202C\u2069]/gu

const HIDDEN_HTML =
  /<!--|<[a-z][^>]{0,200}(?:\shidden\b|style\s?=[^>]{0,200}(?:display\s?:\s?none|visibility\s?:\s?hidden|(?:font-size|opacity)\s?:\s?0(?![.\d])|color\s?:\s?(?:white|#fff)))/iu
const BASE64_RUN = /[A-Za-z0-9+/_-]{24,}={0,2}/g
const MAX_DEPTH = 2

/** Does anything the lead sent try to steer the scoring? Such a lead always goes to a person. */
export function triesToSteer(lead: ScoringInput): boolean {
  const fields = lead.fields.flatMap(({ name, value }) => [name, textOf(value)])
  const details = [lead.message, lead.name, lead.company, lead.source, lead.email].filter((text) => text !== null)
  return [...details, ...fields].some((text) => isSteering(text))
}

/** Does this text speak to the scorer, openly or hidden? Encoded runs are decoded and read as well. */
export function isSteering(text: string, depth = 0): boolean {
  if (HIDDEN_CHARACTERS.test(text.replace(ORDINARY_USE, '')) || HIDDEN_HTML.test(text)) return true
  const plain = text.normalize('NFKC').replace(/[ \t\u00A0]+/g, ' ')
  if ([...STEERING, ...STEERING_ELSEWHERE].some((pattern) => pattern.test(plain))) return true
  if (depth >= MAX_DEPTH) return false
  return (plain.match(BASE64_RUN) ?? []).some((run) => isSteering(decoded(run), depth + 1))
}

function decoded(run: string): string {
  const text = Buffer.from(run, 'base64').toString('utf8')
  return text.includes('\uFFFD') ? '' : text
}
