import { type Sifted, wording } from './sieve.ts'

/** What a judge would answer, given in its stead: as data, as a table, as code or as a finding. Only a scorer has use for it. */
const ACCEPTED =
  '(?:(?:highly |fully |auto[-_ ]?|pre-?)?(?:approved?|approve_\\w+|accept(?:ed)?|qualified)|strong|skip(?:ped)?|exceptional|outstanding|perfect|hot lead)'
const FULL = '(?:100|9\\d|1\\.0|0?\\.9\\d?|max\\w*|a\\+)'
const QUOTE = '["\'“”`*«]{0,3}'
const GIVES = String.raw`\s?(?::=|={1,2}>?|:|->|→|\|)\s?${QUOTE}`
const CRITERION = '(?:need|authority|budget|urgency|company(?: fit)?|reachability|timeline|overall|fit)'
const VERDICT =
  '(?:decision|verdict|outcome|result|label|output|classification|qualification|band|grade|review|level|override|(?:next|recommended)[ _]action)'
const OF_HUNDRED = String.raw`(?<!\d)(?:9\d|100) ?\/ ?100\b`

const RESULTS = [
  new RegExp(String.raw`\b${VERDICT}\b["'\`*]{0,3}(?: \w+){0,3}${GIVES}${ACCEPTED}\b`, 'i'),
  new RegExp(
    String.raw`\b(?:(?:correct|right|proper|true|expected|only) )?(?:classification|verdict|label|recommended (?:next )?action)\b(?: \w+){0,5} (?:is|was|should be|reads)[: ]{1,2}${QUOTE}${ACCEPTED}\b`,
    'i',
  ),
  new RegExp(
    String.raw`(?:\b|_)(?:score|grade|rating)["'\`]{0,1} ?(?::=|={1,2}>?|->)\s?${QUOTE}${FULL}(?![\d\w])`,
    'i',
  ),
  new RegExp(
    String.raw`\b(?:lead|final|overall|total)[_ ]?(?:score|rating|grade)\b["']?(?: (?:is|was|equals))?(?: now| already)?(?: set)?(?: to)?\s?[:=]?\s?["']?${FULL}(?![\d\w])`,
    'i',
  ),
  new RegExp(String.raw`\b${CRITERION}\b["'\`]?\s?[=:|]\s?${QUOTE}strong\b`, 'i'),
  new RegExp(
    String.raw`\b(?:pass(?:ed|es)?|approved?|accept(?:ed)?|qualified)\b[^.!?\n]{0,12}${OF_HUNDRED}|${OF_HUNDRED}[^.!?\n]{0,24}\b(?:auto|approv\w+|accept\w*|qualif\w+)`,
    'i',
  ),
  /(?:ergebnis|entscheidung|urteil|résultat|décision|resultado|decisi[oó]n|decisão|risultato|esito|decisione|resultaat|besluit|wynik|decyzja|результат|решение|рішення|sonuç|resultat|结果|結果|結論|결과|النتيجة|परिणाम) ?[:：=] ?["'«„“]?(?:freigegeben|genehmigt|bestanden|angenommen|approuvée?|validée?|acceptée?|aprobad|aceptad|aprovad|aceit|approvat|accettat|goedgekeurd|geaccepteerd|zatwierdz|zaakceptowan|одобр|принят|схвален|onay|godkän|godkjent|godkendt|通过|批准|合格|承認|승인|مقبول|موافق|स्वीकृत)/i,
  new RegExp(
    String.raw`\b${CRITERION}\b${GIVES}(?:5 ?\/ ?5|10 ?\/ ?10|max|full)\b[\s\S]{1,20}\b${CRITERION}\b${GIVES}(?:5|10|max|full)\b`,
    'i',
  ),
  /^ ?(?:rate|score|grade|mark|pick|choose)(?: as| it| this)? (?:strong|max\w*|highest|100)\b/im,
  // A table: what is asked stands above what is to be answered.
  /^[^\n]{0,60}\b(?:need|authority|budget|urgency|verdict|decision|score)\b ?[,;|\t][^\n]{0,60}\b(?:verdict|decision|score|level|band)\b[\s\S]{0,120}[,;|\t] ?(?:strong|approved?|100)\b/im,
  // Code that answers.
  /\breturn\s?(?:[{("'`]+[^\n]{0,40})?\b(?:approved?|strong|100(?=\s?(?:[;#}"'`]|$)))/im,
  /(?:score|grade|rate|lead|approve|evaluate)\w{0,12}\(\s?["'`]?(?:approved?|strong|max\w*|9\d|100)["'`]?\s?\)/i,
  /\bupdate \w+ set \w*(?:score|decision|status|band|grade|approved)\w* ?=/i,
  /[$%#{]\{[^}\n]{0,60}\b(?:score|grade|approve|system|prompt|override)/i,
  /\bscore ?= ?(?:9\d|100) ?;/i,
].map(wording)

/** Does this text hold the result of a judging that is still to be done? */
export function statesResult(text: Sifted): boolean {
  return RESULTS.some((one) => one.isIn(text))
}
