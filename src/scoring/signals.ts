import type { Level } from '../lead/score.ts'
import { type Wording, wording } from './sieve.ts'

/** A way of wording that shows a level. Of a criterion's rows the first that matches counts, so refusals stand before wishes. */
export type Signal = Wording & { level: Level }

const MONEY = String.raw`(?:[$€£¥₹]\s?\d[\d.,]*\s?(?:k|m|million|thousand)?\b|\b\d[\d.,]*\s?(?:k|m|thousand|million)?\s?(?:€|£|\b(?:usd|eur|gbp|chf|dollars?|euros?|pounds?)\b))`
const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|march|april|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)'
const DAY = '(?:mon|tues|wednes|thurs|fri|satur|sun)day'
const CROWD = String.raw`(?:employees|people|staff|colleagues|seats|users|licen[cs]es|agents|reps|sales ?(?:people|reps)|stores|locations|offices|sites|clinics|mitarbeiter\w*|empleados|employés)`

const rows = (criterion: string, table: [Level, string][]): [string, Signal[]] => [
  criterion,
  table.map(([level, source]) => ({ level, ...wording(new RegExp(source, 'i')) })),
]

/** What the words of a lead say, for the rules, by criterion. English first, with the plainest words of German, French and Spanish. */
export const SIGNALS: ReadonlyMap<string, readonly Signal[]> = new Map([
  rows('need', [
    [
      'none',
      String.raw`\b(?:just|only) (?:browsing|looking around|testing)\b|\bnot (?:looking to buy|interested|buying)\b|\bunsubscribe\b|\bwrong (?:number|company)\b`,
    ],
    [
      'none',
      String.raw`\b(?:apply(?:ing)? for|looking for|seeking) (?:\w+ ){0,3}(?:job|internship|position|employment|vacancy)\b|\bmy (?:cv|résumé|resume)\b|\b(?:homework|thesis|dissertation|school project)\b`,
    ],
    [
      'strong',
      String.raw`\b(?:request(?:ing)?|book|schedule|arrange|set up|like|want|need|see|send (?:us|me)) (?:\w+ ){0,4}(?:demo|quote|proposal|pilot|offer)\b`,
    ],
    [
      'strong',
      String.raw`\b(?:ready to (?:buy|sign|purchase|start)|(?:want|like|need) to (?:buy|purchase|order|sign up)|replac(?:e|ing) (?:our|my)|switch(?:ing)? (?:from|away)|migrat\w+ (?:from|off|away))\b`,
    ],
    [
      'clear',
      String.raw`\b(?:looking for|looking to|interested in|we need|i need|we require|we want|evaluating|comparing|considering|shortlist\w*|in the market for|demo|free trial)\b`,
    ],
    [
      'clear',
      String.raw`\b(?:wir (?:suchen|brauchen|benötigen)|ich (?:suche|brauche)|nous (?:cherchons|avons besoin)|je cherche|buscamos|necesitamos|busco|necesito|angebot|devis|presupuesto para)\b`,
    ],
    [
      'weak',
      String.raw`\b(?:pric(?:e|es|ing)|cost|quote|more (?:info|information|details)|questions?|curious|learn more|tell me|how (?:does|much|do)|can (?:you|it)|does it)\b`,
    ],
  ]),
  rows('urgency', [
    [
      'none',
      String.raw`\b(?:no (?:rush|hurry|deadline|timeline)|not (?:urgent|in a hurry)|some ?day|next year|in the (?:distant )?future|long[- ]term|eventually)\b`,
    ],
    [
      'strong',
      String.raw`\b(?:asap|a\.s\.a\.p|as soon as possible|urgent(?:ly)?|immediately|right away|emergency|today|tomorrow|this week|dringend|sofort|urgente?)\b`,
    ],
    [
      'strong',
      String.raw`\b(?:by|before|until) (?:(?:the )?(?:end of (?:the |this )?(?:week|month)|${DAY}|next ${DAY})|\d{1,2}(?:st|nd|rd|th)?(?: of)? ${MONTH}|${MONTH} \d{1,2})\b|\bwithin (?:the next )?(?:\d+|a|one|two|three|four|six) (?:hours?|days?|weeks?)\b|\bdeadline\b`,
    ],
    [
      'clear',
      String.raw`\b(?:(?:this|next) (?:month|quarter)|next week|by q[1-4]|in q[1-4]|(?:end of|before) (?:the |this )?(?:quarter|year)|go(?:ing)?[- ]live|within \w+ months?|(?:by|before|in) ${MONTH})\b`,
    ],
    ['weak', String.raw`\b(?:soon|this year|in the coming months|later this|bald|bientôt|pronto)\b`],
  ]),
  rows('budget', [
    [
      'none',
      String.raw`\b(?:no (?:budget|money|funds)|(?:can't|cannot|can not) afford|for free|free of charge|without paying|kostenlos|gratis)\b`,
    ],
    [
      'strong',
      String.raw`\b(?:budget\w*|approved|allocated|set aside|spend(?:ing)?)\b[^.!?\n]{0,40}${MONEY}|${MONEY}[^.!?\n]{0,30}\bbudget\b|\bbudget (?:is |has been )?(?:already )?(?:approved|allocated|confirmed|signed off|secured)\b|\bapproved budget\b`,
    ],
    ['clear', String.raw`${MONEY}|\b(?:have|got) (?:a|the) budget\b|\bbudget (?:of|is|for|around)\b`],
    ['weak', String.raw`\b(?:budget|pricing|prices?|paid plans?|invest(?:ment)?)\b`],
  ]),
  rows('authority', [
    ['none', String.raw`\b(?:student|intern|pupil|homework|thesis|dissertation)\b`],
    ['weak', String.raw`\b(?:my (?:boss|manager|ceo|director|supervisor)|on behalf of|asked me to)\b`],
    [
      'strong',
      String.raw`\b(?:ceo|cto|cfo|coo|cmo|cro|cio|ciso|chief \w+ officer|(?:co-?)?founder|owner|president|managing (?:director|partner)|geschäftsführer\w*|s?vp|vice president|head of|directeur général|decision[- ]maker|i (?:decide|sign off))\b`,
    ],
    [
      'clear',
      String.raw`\b(?:director|manager|team lead|procurement|purchasing|leiter\w*|responsable|gerente|my team|our team|i (?:run|lead|manage))\b`,
    ],
  ]),
  rows('company', [
    [
      'strong',
      String.raw`\b(?:\d{1,3}(?:[,.]\d{3})+|[2-9]\d{2}|\d{4,6})\+? (?:\w+ ){0,2}${CROWD}\b|\b(?:fortune 500|enterprise[- ]wide|multinational|publicly traded)\b`,
    ],
    ['clear', String.raw`\b(?:[2-9]\d|1\d{2})\+? (?:\w+ ){0,2}${CROWD}\b`],
  ]),
  rows('pitch', [
    [
      'strong',
      String.raw`\b(?:boost|improv\w+|increas\w+|grow|skyrocket|optimi[sz]\w+|rank\w*|double) (?:\w+ ){0,2}your (?:\w+ ){0,2}(?:rank\w*|traffic|seo|visibility|sales|revenue|website|site|followers|domain authority|online presence)\b`,
    ],
    [
      'strong',
      String.raw`\b(?:first|1st) page (?:of|on|in) google\b|#1 on google\b|\b(?:backlinks?|link[- ]building|guest posts?|sponsored (?:posts?|articles?)|link (?:insertion|exchange))\b[^.!?\n]{0,60}\b(?:you|your|site|sites|website|sell|offer|price|packages?)\b`,
    ],
    [
      'strong',
      String.raw`\b(?:casinos?|viagra|cialis|forex signals?|crypto(?:currency)? investments?|bitcoin (?:investments?|profits?)|payday loans?|adult dating)\b`,
    ],
    [
      'strong',
      String.raw`\b(?:verified|targeted|fresh|opt-in) (?:\w+ ){0,3}(?:email|contact|leads?|buyers?)s? (?:lists?|databases?|data)\b`,
    ],
    [
      'clear',
      String.raw`\bwe (?:offer|provide|deliver|special[iz]se in|are a (?:leading|top)) (?:[\w-]+,? ){0,8}?(?:services|solutions|development|outsourcing|marketing|design|agency|developers)\b[^\n]{0,200}\b(?:you|your)\b`,
    ],
    [
      'clear',
      String.raw`\b(?:our|my) (?:\w+ ){0,3}(?:services|agency|developers|team|experts?) (?:can|could|will|would) (?:help|build|get|bring|deliver|save|redesign)\w* (?:you|your)\b`,
    ],
    [
      'clear',
      String.raw`\b(?:noticed|found|came across|visited|looked at|reviewed) your (?:website|site|page|company)\b[^\n]{0,200}\b(?:errors?|issues?|rank\w*|improve\w*|redesign|help you|your team|our)\b`,
    ],
    [
      'weak',
      String.raw`\b(?:affiliate program|collaborat\w+ with your|partnership opportunit\w+|promote your|introduce our)\b`,
    ],
  ]),
])
