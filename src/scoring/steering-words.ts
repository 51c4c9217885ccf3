import { wording } from './sieve.ts'

/** Wordings that speak to the scorer, not to the sales team, in English. Read on text that `plainText` made. */
const SUBJECTS =
  '(?:they|we|people|who|users?|employees|staff|reps?|teams?|agents?|bots?|models?|customers|attackers?|often|sometimes|admins?|tools?|vendors?|others|colleagues|drivers|engineers)'
export const DISMISS = String.raw`\b(?<!\b(?:${SUBJECTS}|not|don't|never) )(?:ignore|disregard|forget|override|overrule|bypass|discard|neglect|set aside|put aside|(?:put|leave|lay|throw|cast|set)(?= [^.!?\n]{0,30} (?:aside|behind|out of the window))|pay no (?:attention|heed) to|(?:do(?: not|n.?t)|must not|shall not|should not|need not) (?:follow|obey|apply|comply with)|stop (?:following|obeying|applying))\b`
const EARLIER =
  '(?:previous|prior|above|earlier|preceding|all|any|your|system|existing|original|initial|former|foregoing|past|every|default|given|whatever|those|these|scoring)'
const RULES =
  '(?:instructions?|prompts?|rules?|guidelines?|directions?|directives?|criteria|criterion|rubric|constraints?|restrictions?|programming|guardrails?|safeguards?|training)'
const SCORING =
  '(?:scor(?:e|es|ing)|ratings?|grades?|grading|rankings?|evaluation|confidence|verdict|priority|level|points|marks?|qualification)'
const TOP = String.raw`(?:100|9\d|10 ?/ ?10|ten|hundred|max\w*|high(?:est)?|top|hot|hottest|qualified|approved?|strong(?:est)?|perfect|best|priority|vip|full|a\+|sql|urgent|excellent|outstanding)`
const LEAD =
  '(?:me|us|it|this|(?:this|the|my|our) (?:lead|submission|inquiry|enquiry|message|request|form|entry|record|prospect|contact|applicant|application|text|note))'
const THIS_LEAD = '(?:(?:this|the) (?:lead|submission|prospect|applicant|entry)|my (?:lead|submission|application))'
export const MACHINE = String.raw`(?:ai|a\.i\.|llms?|language model|chat ?gpt|gpt(?:-?\d\w*)?|claude|gemini|copilot|chat ?bot|bot|scor(?:er|ing (?:system|model|engine|bot|agent|assistant|algorithm))|grader|evaluator|classifier|automated (?:system|scorer|reviewer|assistant|agent)|language models|machine|scoring|lead scor(?:er|ing)|virtual assistant|ai (?:model|assistant|agent|system|scorer|reviewer))`
const WITHIN = (chars: number) => `[^.!?\\n]{0,${chars}}`

/** Without the flag `u`, which makes `\b` and letters of either case ten times as slow; what it would add, `plainText` has folded away. */
const english = (...sources: string[]) => sources.map((source) => new RegExp(source, 'im'))

const PATTERNS: readonly RegExp[] = [
  // Away with the rules.
  ...english(
    String.raw`${DISMISS}(?! (?:my|our|his|her|their)\b)${WITHIN(40)}\b${EARLIER}\b${WITHIN(25)}\b${RULES}\b`,
    String.raw`${DISMISS}(?: (?:the|that|this|your|all))?(?: \w+)? (?:rubric|scoring|guardrails?|system (?:message|prompt)|criteria)\b`,
    String.raw`${DISMISS} (?:everything|anything|all(?: of)?(?: that| text)?|what(?:ever)?)(?: that)?(?: \w+){0,3} (?:above|before|earlier|told|said so far|been told|written so far)\b`,
    String.raw`\b(?:new|updated|revised|real|actual|special|hidden|secret|final|following) (?:system )?(?:instructions?|directives?|task|rules)(?: (?:for|to) (?:you|the)\b[^:\n]{0,30})? ?:`,
    String.raw`\b(?:previous|prior|above|earlier) (?:instructions?|prompts?|rules|guidelines)\b${WITHIN(30)}\b(?:void|obsolete|cancel\w*|superseded|overridden|revoked|no longer|do not apply|don.t apply|replaced|outdated|were (?:a test|wrong))\b`,
    String.raw`\b(?:system|admin(?:istrator|istrative)?|developer|manual|security|score|policy|safety) override\b|\boverride (?:code|mode|protocol|enabled|accepted|:)|\b(?:supersedes?|overrides?|replaces?) (?:all |any )?(?:other |previous |prior |your |earlier )+${RULES}`,
  ),
  // Give me a hundred.
  ...english(
    String.raw`\b(?:score|rate|rank|mark|classify|grade|label|flag|tag|treat|categori[sz]e|judge|evaluate|assess|record|count|list|route|set|consider) ${LEAD}\b${WITHIN(30)}(?:\b(?:as|at|with|to|a|an|is|be|of|=)|[:=])? ?\b(?:100|9\d(?! (?:days|minutes|hours|seats|users))|10 ?/ ?10|a hundred|max\w*|highest|very high|high[- ](?:priority|intent|value|quality)|as high|hot|qualified|approved?|strong(?:est)?|perfect|top[- ](?:score|lead|priority|tier|notch)|best (?:lead|possible)|a vip|sales[- ]ready|pre-?approved|accepted|full marks|legit\w*|trusted|excellent|outstanding)\b`,
    String.raw`(?<!\b${SUBJECTS} )\b(?:give|assign|award|grant|set|put|return|output|report|produce|emit|enter|write|make|raise|bump|boost|push)\b${WITHIN(45)}\b(?:lead )?${SCORING}\b${WITHIN(25)}(?<![$€£]|\d[.,])\b(?:100|9\d|hundred|ten|max\w*|highest|perfect|strong(?:est)?|1\.0|0\.9\d*|full)\b(?! (?:leads|contacts|users|seats|employees|stores|people|companies|a month|per))`,
    String.raw`\b(?:give|assign|award|grant|return|output)\b (?:me|us|it|this\b|the lead|them)?${WITHIN(20)}(?:\b(?:100|ten|hundred)(?: ?/ ?(?:100|10)| out of (?:100|10|a hundred)| points| %|%(?! off))|\b(?:max\w*|highest|perfect|top|full|best)(?: possible| available)? (?:lead )?(?:score|rating|points|marks?|grade|confidence)\b)`,
    String.raw`\b(?:i|we|this(?: lead| one| message| request)?|it|the lead)\b (?:\w+ )?(?:deserves?|merits?|warrants?|must|should|needs? to|has to|have to|shall|ought to)(?: be| get| receive| have| score| earn)*(?: (?:scored?|rated|ranked|graded|given|marked|assigned|classified|treated))*(?: (?:as|at|with|a|an|the|of|in))*${WITHIN(12)}(?:\b(?:100|9\d)(?: ?/ ?100| points| out of)?(?=[\s.!,;]*$|[.!,;]| (?:points|out|score))|\b(?:max\w*|highest|perfect|top|full|best)(?: possible)? (?:score|rating|points|marks?|grade|priority|confidence)\b|\b(?:auto(?:matically)?[- ]?)?(?:approved|qualified|accepted)\b(?= (?:immediately|automatically|right away|at once|without|no matter|regardless|by you|now)|[.!]|$))`,
    String.raw`\b${THIS_LEAD} (?:must|should|has to|needs to|shall|is to|will) (?:\w+ )?(?:be )?(?:approved|accepted|scored|qualified|rated|fast-?tracked|prioriti[sz]ed|passed)`,
    String.raw`\b(?:approve|accept|qualify|prioriti[sz]e|fast-?track|whitelist|upgrade|green-?light|pass) ${THIS_LEAD}\b`,
    String.raw`\b(?:lead )?(?:score|confidence|rating)\s*(?:must|should|has to|needs to|shall|is to) (?:always )?(?:be|equal|read)\b`,
    String.raw`(?:^|\n|[({\[*>#|;]|\. )\W{0,4}(?:lead |final |overall |ai |fit |your )?(?:score|rating|confidence)\*{0,2} ?(?:[:=]|->|→|is now) ?\*{0,2}(?:9\d|100|0?\.9\d?|1\.0|max\w*|highest|perfect|strong)\b`,
    String.raw`(?:^|\n|[({\[*>#|;]|\. )\W{0,4}(?:final |overall |ai |recommended )?(?:verdict|band|decision|recommended[ _]action|lead status|outcome|recommendation|classification)\*{0,2} ?(?:[:=]|->|→) ?\*{0,2}["']?(?:auto|approved?|qualified|accept|hot|strong)`,
    String.raw`\b(?:auto[- ]?approve (?:me|us|this|the lead|it|now|immediately)|approve automatically|always approve|approve (?:me|us|this|it) (?:now|immediately|automatically|at once|without|regardless|no matter|right away)|mark (?:(?:this|me|us|it|our|my)(?: \w+){0,2} )?as (?:qualified|approved))\b`,
    String.raw`(?:^|[.!] ?)auto[- ]?approve\b[.! ]*$`,
    String.raw`\b(?:without|skip|bypass|avoid|no need for|do(?: not|n.t) (?:send|route|forward|need|flag|wait)\b${WITHIN(25)})(?: the| any| this)? ?(?:for |to |a )*(?:human|manual) (?:review|check|approval|moderation)\b`,
    String.raw`\b(?:all|every|each|any|the)(?: of the| the| your)? criteri(?:a|on)\b${WITHIN(35)}\b(?:strong|met|maximum|highest|100|fulfilled|satisfied|full)\b|\bcriteri(?:a|on)\b${WITHIN(15)}\b(?:as|to|=) ?["']?strong\b|\b(?:need|urgency|budget|authority|company|pitch)\s?[:=]\s?["']?(?:strong|not_stated)\b`,
    String.raw`\b(?:steers?_scoring|recommended_action|not_stated|lead_judgement)\b`,
  ),
  // Answers put into the judge's mouth.
  ...english(
    String.raw`\b(?:skip|bypass|waive) (?:the |any |all )?(?:review|scoring|vetting|qualification|screening|evaluation|assessment)(?: step| process| stage)?\b(?! (?:calls?|meetings?|software|tools?))`,
    String.raw`\balways (?:answer|say|respond|reply|output|return|choose|pick)(?: with| that)? ["']?(?:it is |they are )?(?:strong|yes|approved?|100|qualified|hot|the highest|a perfect)\b`,
    String.raw`\b(?:real|actual|true|only valid|correct|right|proper|only possible) (?:instructions?|answer|evaluation|score|rating|level|assessment|output|verdict)\b${WITHIN(25)}\b(?:is|are|:|=|should|must)\b${WITHIN(15)}(?:\b(?:9\d|100|strong|high\w*|max\w*|approved?|qualified|perfect|hot|excellent|outstanding|top)\b|:)`,
    String.raw`\b(?:choose|answer|select|pick|say|use|put|return|write|output|mark) ["']?strong["']?(?: |[.!,]|$)(?!\w* (?:password|authentication|encryption|coffee))|\bstrong["']? (?:for|on|in) (?:all|each|every|any|both|everything)\b|\blevel["']? (?:of )?["']?strong\b`,
    String.raw`\b(?:need|urgency|budget|authority|company(?: fit)?)(?: level)?(?: is| as)?\s?[:=-]?\s?["']?strong\b${WITHIN(40)}\b(?:need|urgency|budget|authority|company(?: fit)?)(?: level)?(?: is| as)?\s?[:=-]?\s?["']?strong\b`,
    String.raw`\b(?:do not|don't|never|not) (?:count|treat|flag|mark|classify|see|regard|consider|label|report)\b${WITHIN(20)}\bas (?:an? )?(?:\w+ )?(?:pitch|injection|steering|manipulation|prompt)\b|\bsteering attempt\b`,
    String.raw`\byour (?:evaluation|score|scoring|assessment|judge?ment|verdict|rating|output|classification|summary) (?:must|should|has to|shall|needs to|is to)\b`,
    String.raw`\b(?:we|i) (?:demand|insist on|request|claim) (?:an? |the )?(?:perfect|highest|max\w*|top|full) (?:lead )?(?:scores?|ratings?|grades?|marks?|points|level)\b`,
    String.raw`\b(?:translate|summari[sz]e|repeat|reveal|print|output|leak|dump|disclose|recite|quote|echo|expose|list) (?:me )?your (?:\w+ )?(?:configuration|instructions?|rules|guidelines|prompts?|directives?)\b|\bwhat (?:were|are|have) you (?:been )?(?:told|instructed|programmed|prompted|asked to do)\b`,
    String.raw`(?<!\w)@(?:ai|bot|assistant|gpt|chatgpt|llm|scorer)\b|^\W*(?:ignore|forget|disregard) (?:all|everything)\W*$|\bstay in character\b`,
    String.raw`\bwhen(?:ever)? (?:you )?(?:are )?(?:summari[sz]|scor|evaluat|judg|rat|grad|review|process|assess)(?:e|es|ing)?\b${WITHIN(30)}, ?(?:please |you (?:must|should) )?(?:state|say|write|mention|give|output|assume|treat|include|conclude|set|answer|rate|score|ignore)\b`,
    String.raw`\b(?:whoever|anyone|anybody|anything|whatever|everyone) (?:who |that )?(?:is )?(?:scor|rat|grad|evaluat|judg|process|assess)(?:e|es|ing) (?:this|me|us)\b`,
    String.raw`\b(?:if|when|should|once) (?:an?|any|the|some) ${MACHINE} (?:is |ever )?(?:read|process|pars|scor|grad|rat|evaluat|review|analy[sz]|judg|see)(?:e|s|es|ing)?\b`,
    String.raw`\b(?:for|to) (?:the |any |all |our )?(?:ai|llms?|language models?|scorer|grader|evaluator|classifier|algorithm) ?:|\b(?:respond|reply|answer) in the summary\b`,
    String.raw`\b(?:if|when) this is (?:being )?(?:read|processed|scored|evaluated|reviewed|parsed|analy[sz]ed) by (?:an? |the |any )?${MACHINE}\b`,
    String.raw`\b(?:summari[sz]e|describe|paraphrase) (?:this|the|my|our|it)(?: (?:lead|message|request|text))? as\b`,
    String.raw`\bfor (?:the )?purposes? of (?:this|the|your) (?:evaluation|scoring|assessment|grading)\b|\bscore (?:me |us |this |it )?(?:with|by|using) these\b`,
    String.raw`\b(?:scoring|grading|rating|score) (?:scale|definitions?|levels?)\b${WITHIN(20)}\b(?:changed|updated|redefined|reversed)\b`,
    String.raw`\b(?:this is|i am|i'm|speaking as) (?:the )?(?:ceo|founder|boss|owner|director|manager|head) of your (?:company|team|firm|house)\b`,
    String.raw`\bauthori[sz]\w* (?:an? |the |this )?auto(?:matic)?[- ]?(?:approval|acceptance|qualification)\b`,
    String.raw`\b(?:do(?: not|n.?t)|must not|shall not|should not|need not) (?:evaluate|judge|score|rate|grade|assess)\b${WITHIN(30)}\b(?:by|with|against|under) (?:the |your |any )?(?:\w+ )?(?:criteria|rubric|rules|guidelines)\b`,
    String.raw`\b(?:classify|score|rate|grade|approve|treat)\b[^.!?\n]{0,80}\bregardless of (?:the |its )?(?:content|message|text|criteria|rubric)\b(?! types?)`,
    String.raw`\b(?:example|input|lead) ?\d ?:${WITHIN(80)}(?:->|=>|→) ?(?:score|rating|output|approve)\b`,
    String.raw`\bno (?:scoring|evaluation|vetting) (?:is )?(?:required|needed|necessary)\b|\bsystem ?: ?set\b|\bsystem prompt ?:`,
    String.raw`\byou are now\b${WITHIN(30)}\b(?:ai|a\.i\.|assistant|bot|unrestricted|uncensored|model|persona|character)\b(?! (?:company|vendor|agency|startup|provider|firm|platform|team|customer))`,
  ),
  // What the machine is, was told, or should now be.
  ...english(
    String.raw`\b(?:what(?:'s|’s| is| are| was| were| does)|reveal|show|print|repeat|output|leak|reset|display|dump|disclose|tell (?:me|us)|give (?:me|us)|send (?:me|us)|share|write out|expose|quote|recite|summari[sz]e|translate|include|append|paste|echo|return|ignore)\b${WITHIN(40)}(?:\b(?:your|the) (?:\w+ )?(?:system|initial|hidden|secret|internal) (?:prompt|instructions?|message)s?|\byour (?:\w+ )?prompts?|\byour (?:exact |full |own |original )?instructions?(?= (?:verbatim|above|word for word)))\b(?! (?:editor|library|management|engineering|templates?|builder|features?|settings?|limits?|tool\w*|versioning|be\b))`,
    String.raw`\b(?:repeat|print|output|echo|copy)\b (?:everything|all|the (?:text|words|content)) (?:above|before|preceding)\b`,
    String.raw`\byou(?:'re|’re| are)(?: now| no longer|,?| going to be| actually| really)* (?:an? |the |my |in )*(?:helpful |obedient |unrestricted |friendly |generous |lenient |different |new |senior )*(?:${MACHINE}|assistant|dan|developer mode|sales director|approver|free from|not bound|bound by|unrestricted|jailbroken|simulat\w+|role)\b(?! (?:company|vendor|agency|startup|provider|consultanc\w*|firm|platform|team|shop|business|leader|specialists?|experts?|compan\w+|learning))`,
    String.raw`\b(?:act|behave|respond|answer|reply|operate) (?:as|like)(?: if you (?:were|are))? (?:an? |the |my )*(?:unrestricted |helpful |obedient |generous |lenient |senior )*(?:${MACHINE}|assistant(?! manager)|dan|system|developer mode|sales (?:director|manager) who|someone who (?:approves|always))\b`,
    String.raw`\b(?:pretend|imagine|simulate|suppose|roleplay|role-play|let.s play)\b${WITHIN(25)}\b(?:you(?:'re|’re| are| were| have)?|a game|as|to be|being)\b${WITHIN(50)}\b(?:${MACHINE}|no (?:rules|restrictions|limits|filters)|approv\w+|scor(?:e|es|ing)|grandm\w+|dan|unrestricted|generous|lenient|assistant|always say)\b`,
    String.raw`\bfrom (?:now|here|this point) on,? (?:you )?(?:(?:must|shall|will|should|are to) )?(?:act|respond|answer|score|rate|only|always|never|give|ignore|obey|are (?:a|an|the|in|no|my)|output|approve|must)\b`,
    String.raw`\b(?:attention|notes?|message|instructions?|reminder|memo|directive|notice|request|important|hint|hello|hi|hey|dear|psa|warning|reply|p\.?s\.?)[,:]? (?:(?:to|for|from) )?(?:all |any |the |you,? |our |my |dear |whichever |whatever )*${MACHINE}\b(?! (?:team|sales|experts?|company|people|folks|crew|department|vendor|support|project|specialists?|engineers?|lab|labs|solutions|consult\w*|research|training|features?|tools?|products?|platforms?|strategy|rollout|companies))`,
    String.raw`\b(?:if|when|since|because|as) (?:you|the reader)(?:'re|’re| are| is)(?: reading this and are)? (?:an? |the )?(?:${MACHINE}|automat\w+|not (?:a )?human|a machine)\b(?! (?:company|vendor|agency|startup|provider|consultanc\w*|firm|platform|team|shop|business|compan\w+|specialists?|experts?|expert|learning))`,
    String.raw`\b(?:any|the|all|every|whichever|whatever) (?:ai|llm|language model|bot|model|algorithm|scorer|machine|automated system)s? (?:that |which |who )?(?:is |are |will be |currently )?(?:read\w*|process\w*|pars\w+|scor\w+|grad\w+|rat(?:es|ing)|evaluat\w+|review\w*|analy[sz]\w+|judg\w+)(?: (?:this|my|the))? (?:lead|message|text|form|submission|note|request|inquiry|application)?\b(?:${WITHIN(50)}\b(?:must|should|please|shall|is to|needs to|has to|give|score|approve|rate|ignore|note))`,
    String.raw`\b(?:ai|llm|gpt|chatgpt|language model|bot|scorer|model|grader|assistant|claude|gemini)\s?[:,—–-]\s?(?:please )?(?:ignore|score|approve|rate|give|mark|this (?:lead|is)|you (?:must|should|are)|output|set|treat|respond|disregard|classify|the (?:lead|following|sender)|do not|always|forget|return|assign)\b`,
    String.raw`\b(?:developer|debug|god|admin|jailbreak|unrestricted|maintenance|dan|sudo|test|opposite) mode (?:is )?(?:now )?(?:on|enabled|activated|engaged|unlocked)\b|\b(?:enable|enter|activate|switch to|engage) (?:developer|debug|god|admin|jailbreak|unrestricted|dan|opposite) mode\b|\bdo anything now\b|\bjailbroken\b(?! (?:i?phones?|ipads?|devices?|androids?))`,
    String.raw`\b(?:respond|reply|answer|output|return) (?:only |just |exclusively |strictly )?(?:with|in) ?(?:only |just |exactly )?(?:the )?(?:following |this |valid )?(?:json|["'{]|word|phrase|text|a score|level|approved?\b|yes\b|100\b)|\b(?:respond|reply|answer|output) only\b(?! (?:by|to|during|after|before|between|via|if|when|on|from|e-?mail|in (?:english|german|french|writing))\b)|\byour (?:only |sole |new |next |real |first )(?:task|job|goal|answer|output|reply|response|role|purpose|objective) (?:is|must|should|will)\b`,
    String.raw`\b(?:i am|i'm|this is|as|from) (?:the |your |an? )*(?:system )?(?:developer|creator|administrator|programmer|openai|anthropic|owner|admin|engineer)s?(?: \w+){0,6}[,;:—–-]? (?:and )?(?:i )?(?:authori[sz]e|order|instruct|command|direct|hereby|require) (?:you|this)\b`,
    String.raw`\bsudo (?:approve|score|set|rm|grant|give|make)\b`,
  ),
  // Words that only a prompt has around it.
  /<\/?(?:system|assistant|instructions?|prompt|sys|admin|im_start|developer|system[-_ ]?(?:prompt|message|note))\b[^>@]{0,80}>|<\|[a-z_]{2,20}\|>|\[\/?(?:INST|SYSTEM|SYS|ADMIN)(?: [^\]\n]{0,60})?\]|<<\/?SYS>>/im,
  /^[ >*_]{0,4}#{2,8} ?(?:system|instructions?|assistant|new task|response|prompt|end of|override)\b|^[ >*_([]{0,4}(?:system|assistant)(?: (?:note|message|update|prompt|notice|alert|instruction))?[*_\])]{0,3} ?:[^\n]{0,120}\b(?:you|ignore|score|scoring|approved?|(?:the|this) lead|instructions?|qualified|priority)\b/im,
  /[({[]\s?(?:system|admin|ai|assistant|scorer)(?: (?:note|message|update|prompt|notice|instruction))?\s?:/i,
  /(?:^|\n)[ >]{0,3}[-=#*_"'`~<{[]{2,}\s?(?:end|begin|start|close)(?: of)?(?: the)? (?:user |untrusted |external )?(?:lead|input|data|message|user|prompt|system|instructions?|submission|context|text|document)\b/i,
  /\b(?:end of|\/end|eof)(?: the)? (?:user |untrusted |lead )(?:lead|input|data|message|content|text|submission)\b/i,
  /["'](?:level|band|verdict|decision|action|recommended_action|status)["']\s*:\s*["'](?:strong|not_stated|approved?|auto[-_]?approved?|qualified|hot)["']/i,
  /["'](?:lead_?)?(?:score|rating|confidence)["']\s*:\s*["']?(?:100|9\d|1\.0|0?\.9\d?|max|strong)\b/i,
  /["'](?:is_)?(?:qualified|approved|auto_?approved?|override|trusted)["']\s*:\s*(?:true|1|["']yes)|["']role["']\s*:\s*["'](?:system|assistant|developer)["']/i,
  /["'](?:score|confidence)["']\s*:\s*["']?[\d.]+[^}]{0,200}["'](?:confidence|band|qualified|verdict|decision|score|reasons?|summary)["']\s*:/i,
  /^ {0,3}(?:```|~~~) ?(?:system|prompt|assistant|instructions?)\b/im,
  /(?:^|\n) {0,3}(?:human|user|assistant|ai) ?:[^\n]{0,300}\n+ {0,3}(?:assistant|ai|model|system) ?:/i,
  /!\[[^\]\n]{0,200}\]\([^)\n]{0,300}(?:[{<[]|%7B|%5B|\$\{|(?:data|prompt|secret|leak|exfil|q|score|token|info|d)=(?:$|\)|[A-Z_]{3,}|your|the|secret|prompt|system))/i,
  new RegExp(
    String.raw`\b(?:always |please )?(?:end|start|begin|finish) your (?:summary|answer|response|reply|output|evaluation)\b|\bin (?:your|the) summary,? (?:say|write|state|mention|include)\b|\b${TOP} ${SCORING}\b${WITHIN(20)}\b(?:or else|otherwise you|guaranteed)\b`,
    'i',
  ),
]
export const STEERING = PATTERNS.map(wording)
