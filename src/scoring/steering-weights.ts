import { type Sifted, sifted, type Wording, wording } from './sieve.ts'

/** A cue and what it weighs towards "this speaks to the scorer"; no cue is enough by itself. */
type Cue = Wording & { weight: number }

const CUES: readonly Cue[] = [
  // The one who reads is spoken to as a thing that judges.
  {
    weight: 2,
    pattern:
      /\byour (?:\w+ )?(?:guidelines?|rules|rubric|criteria|instructions?|prompt|training|programming|creators?|makers?|developers?|operators?|supervisors?|summary|verdict|evaluation|assessment|judge?ment|rating|output|context|briefing|orders|guidance|engineers)\b|\b(?:built|made|trained|programmed|designed|created|wrote|configured|instructed) you\b|\byou (?:were|have been|had been) (?:told|instructed|asked|given|trained|programmed)\b|\badmin(?:istrator)? of this (?:system|tool|bot)\b|\b(?:next|new|real|only) task\b/i,
  },
  {
    weight: 2,
    pattern:
      /(?<!\b(?:an?|any|our|your|my|we|new|the customer's|use|using|with|of) )\b(?:evaluator|grader|scorer|language model|llm|chatgpt|gpt-?\d\w*|ai (?:reader|reviewer|model|assistant|judge|screener))\b|\b(?:dear|hello|hi|hey|attention) (?:ai|model|assistant|machine|robot|bot|algorithm|evaluator)\b/i,
  },
  { weight: 2, pattern: /\b(?:whichever|whatever|the|this) (?:ai|model|bot|algorithm)\b/i },
  { weight: 2, pattern: /\b(?:imagine|suppose|pretend|make believe|let's play|role ?play)\b/i },
  // What only a scorer speaks of.
  {
    weight: 2,
    pattern: /\b(?:rubric|this lead|lead scor\w+|scoring|best lead|top lead|hot lead|perfect lead|pre-?qualif\w+)\b/i,
  },
  {
    weight: 2,
    pattern:
      /\b(?:top|full|highest|best|max\w*|perfect|excellent|generous|good|high(?!ly)) (?:\w+ )?(?:grades?|marks|scores?|ratings?|levels?|points|priority|evaluation|verdict|category|band)\b|\btop of (?:the|your) (?:scale|range|ranking)\b|\b(?:100|a hundred) ?(?:points|%|\/ ?100|out of)|\b(?:all|every|each|any|both) (?:\w+ )?(?:criteri\w+|checks?|conditions?|levels?|boxes)\b/i,
  },
  {
    weight: 2,
    pattern:
      /\bstrong\b[^.!?\n]{0,25}\b(?:need|budget|authority|urgency)\b|\b(?:need|budget|authority|urgency)\b[^.!?\n]{0,25}\bstrong\b/i,
  },
  // How it is to judge.
  {
    weight: 2,
    pattern: /(?:^|[.;,!] ?|\b(?:and|please|then|instead) )(?:state|say|write|report|claim|announce) (?:that|it as)\b/i,
  },
  {
    weight: 3,
    pattern:
      /\b(?:exempt\w*|excused|excluded|spared) from (?:scoring|review|the (?:rubric|criteria|checks?)|evaluation|grading|judge?ment)\b|\b(?:count|treat\w*|rate|class|go|goes|pass)(?:ed|es|s)? (?:as|straight to|for) (?:hot|qualified|approved|top|strong|accepted)\b|\b(?:wave|let|push|nod|get) (?:this|us|it|ours)(?: one)? (?:through|past)\b/i,
  },
  {
    weight: 2,
    pattern:
      /\b(?:no|without|skip|instead of) (?:any |a |further |more |the )?(?:human|manual|review|evidence|proof|checks?|checking|review|verification|looking further|questions)\b|\b(?:leave out|(?:do|must|should) not mention|don't mention|hide|omit) that\b/i,
  },
  {
    weight: 3,
    pattern:
      /\b(?:answer|reply|respond|judge|score|rate|grade|write|act|behave|proceed) as (?:though|if)\b|\b(?:output|print|return|emit|conclude|answer|reply)(?: with| that)? ["']?(?:approved?|strong|qualified|accept\w*|yes|hot|100)\b|\b(?:begin|start|end|close|finish) (?:your|the) (?:summary|answer|reply|assessment|evaluation|judge?ment|report)\b/i,
  },
  {
    weight: 2,
    pattern:
      /\b(?:count|consider|place|put|call|declare|deem|find|pass|accept|approve|prefer|favou?r|rank|treat|mark|label|judge|rate|score|grade) (?:us|me|this (?:one|lead|request|message)|ours|our (?:request|lead|form)|them all|every\w*|all)\b|\b(?:deserves?|merits?|earned|worth|worthy)\b/i,
  },
  {
    weight: 2,
    pattern:
      /\b(?:must|should|shall|always|has to|have to|needs? to|ought to) (?:be |get |receive |have )?(?:rated?|scored?|graded?|approved?|accept(?:ed)?|qualif\w+|marked|judged?)\b/i,
  },
].map(({ weight, pattern }) => ({ weight, ...wording(pattern) }))
/** Marks of a prompt or of an answer; one of them is enough. */
const PROMPT_MARKS = [
  /<\/?(?:(?:assistant|system|model|ai|lead|scorer)_\w+|thinking|thought|answer|output|response|result|tool_\w+|function_\w+|developer\w*|context|example)>/i,
  /(?:^|[.!:;] ?)(?:please )?(?:approve|accept|qualify) (?:\w+ )?without\b|\byou are (?:now )?\w*(?:bot|gpt)\b/im,
  /\bauto[-_ ]?(?:approv\w+|accept\w*|qualif\w+) ?(?:[:=]|is|to) ?(?:yes|true|1|on|always)\b/i,
  /\b(?:scor(?:e|ing)|rating|grade) ?(?:[:=]|==|->) ?["']?(?:100|9\d|strong|max\w*|perfect|top)\b/i,
  /\b(?:ai|llm|evaluator|grader|scorer|language model|model|assistant|classifier|scoring engine) ?(?::|--|—|–|->) ?(?:\w+ )?(?:accept|approve|rate|score|grade|always|count|treat|pass|mark|skip|believe|trust|perfect|best|top|excellent)\b/i,
  /\[(?:tool|function|crm|system|internal|verified|note|memory)\b[^\]\n]{0,40}\][^\n]{0,120}\b(?:approve|qualified|existing customer|strong|score|lifetime|trust)/i,
].map(wording)
const ENOUGH = 4
/** Cues meet where they stand in the same few lines. */
const WINDOW_CHARS = 400
const MOST_CHARS = 20_000

/** Do enough cues meet in one stretch of this text? */
export function cuesAddUp(text: Sifted): boolean {
  if (PROMPT_MARKS.some((mark) => mark.isIn(text))) return true
  const cues = CUES.filter((cue) => cue.mayBeIn(text))
  if (weightOf(cues) < ENOUGH) return false
  for (let start = 0; start < Math.min(text.text.length, MOST_CHARS); start += WINDOW_CHARS / 2) {
    const stretch = sifted(text.text.slice(start, start + WINDOW_CHARS))
    if (weightOf(cues.filter((cue) => cue.isIn(stretch))) >= ENOUGH) return true
  }
  return false
}

/** What all of these weigh together. */
export function weightOf(cues: readonly Cue[]): number {
  return cues.reduce((sum, { weight }) => sum + weight, 0)
}
