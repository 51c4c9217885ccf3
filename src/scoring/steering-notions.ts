import { type Sifted, type Wording, wording } from './sieve.ts'
import { weightOf } from './steering-weights.ts'

/** What every steering is made of, whatever it is worded in: who is spoken to, as what it poses, what is wanted. None is enough alone. */
type Notion = Wording & { weight: number }

/** Words of Latin letters stand alone; others are found inside longer ones too. Without the flag `u`, which is slow. */
const alone = (words: string) => String.raw`\b(?:${words})(?![a-zß-ɏ])`
const any = (...sources: string[]) => new RegExp(sources.join('|'), 'i')

const READER_WORDS =
  'kis?|künstliche intelligenz|sprachmodell|ias?|(?:inteligencia|inteligência|intelligence|intelligenza|inteligență) artifi\\w+|modèle|modelo|modello|modelul?|modell(?:en)?|robô|robots?|bots?|algorith?m[eous]*|algoritm\\w*|algoritmen|computer|ordinateur|ordenador|sztuczn\\w+ inteligencj\\w|yapay zek[aâ]\\w*|tekoäly\\w*|asist[ea]nt\\w*|assistente?|llms?|(?:chat)?gpt|claude|gemini|ai|model|neural net(?:work)?|language model|machine'
const READER_ELSEWHERE =
  'нейросет\\S*|(?<![а-я])ии(?![а-я])|(?<![а-яі])ші(?![а-яі])|алгоритм\\S*|модел[ьиію]|μοντέλο|τεχνητή νοημοσύνη|模型|人工智能|人工智慧|ai ?助手|モデル|인공지능|모델|الذكاء الاصطناعي|النموذج|मॉडल|एआई|trợ lý|bot'
const READS =
  'lies\\w*|liest|bewerte[nt]|prüft|auswerte[nt]|lit|lis|évalue|analyse|trie|lee|leyendo|evalúa|legge|valuta|valuti|lê|lendo|avalia|leest|beoordeelt|czyta\\w*|oceni\\w*|läser|leser|læser|bedömer|vurderer|citește|okuyan|reads?|reading|screening|scoring|grading|evaluating|judging'
const READS_ELSEWHERE = 'чита\\S*|оценива\\S*|читає|оцінює|διαβάζ\\S*|αξιολογ\\S*'

const TO = `(?:${alone('an|für|au|aux|pour|a|al|alla|all|para|ao|voor|aan|dla|do|till?|til|către|pentru|to|for|note|message|hinweis|nachricht|mesaj|thư|hỡi')}|à|для|до|προς|για|给|致|إلى|الى)`
const ARTICLES = 'die|das|den|le|la|les|l|el|os?|de|het|the|any|all|every|whichever|trợ lý'
const GREETING = alone(
  'liebe[rs]?|cher|chère|caro|cara|querid[oa]|estimad[oa]|beste|drog[ia]|kære|kära|kjære|dragă|sayın|dear|hello|hi|he+y+|yo|alo|hallo|hola|olá|ciao|salut',
)
const IF_YOU_ARE = `${alone('wenn|falls|si|se|als|jeśli|jeżeli|dacă|om|hvis|if')} (?:du|sie|tu|vous|eres|es|sei|você é|je|jesteś|ești|du är|du er|you(?: are|.re)?)(?: es| bist| sind| bent)?(?: ${alone('eine?|une?|una?|um|uma|een|o|en|et|an?|the|reading')})* ?`

const NOTIONS: readonly Notion[] = [
  // A machine is spoken to, or told of as the one that reads this.
  {
    weight: 3,
    pattern: any(
      `(?:(?:${TO}(?=[^.!?\\n]{3,90}[:：]) ?(?:${alone(ARTICLES)}['’ ]{0,2}){0,2}(?:[\\wà-ɏ]{0,14} )?)|${GREETING}[ ,]{1,2}(?:mister |mr |smart |clever )?|${IF_YOU_ARE})(?:${alone(READER_WORDS)}|${READER_ELSEWHERE})(?![\\w-]| (?:team|company|people|sales|experts|support|crew))`,
      `(?:уважаем\\S*|дорог\\S*|привет,?) (?:${READER_ELSEWHERE})`,
      `(?:${alone(READER_WORDS)}|${READER_ELSEWHERE}),? (?:der|die|das|qui|que|che|dat|som|care|który|która|który|to|that|which|now|currently|котор\\S*|που)? ?(?:(?:dies\\w*|hier|this|these|dit|det här|ceci|esto|questo|isto|это|αυτό) )?(?:${alone(READS)}|${READS_ELSEWHERE})`,
      `если (?:ты|вы) ?[-—–]? ?(?:${READER_ELSEWHERE})|(?:ai|モデル|アシスタント)(?:へ|さん、|に告ぐ)|(?:ai|模型|助手|评分系统|系统)[，,:：] ?(?:请|請)|인공지능(?:에게|아|님)|ai(?:에게|님|야)`,
      String.raw`\b(?:for|to|attention|note|notice|message|memo)\b[^.!?\n]{0,40}\b(?:algorithm|automat\w+|screening|classifier|grader|evaluator|summari[sz]er|processing|software)\b ?:`,
      String.raw`\b(?:reviewers?|judges?|readers?|evaluators?|graders?) (?:of|reading|handling|seeing) this\b`,
      String.raw`\b(?:whoever|whatever|whichever|any(?:one|thing)?|every|each|all) (?:\w+ )?(?:summari[sz]\w+|scor(?:es|ing)|grad(?:es|ing|ers?)|judg(?:es|ing|e)|evaluat\w+|reviewers?|read(?:s|ing|ers?)|process(?:es|ing)) (?:this|of this|the (?:record|text|form)|it|us)\b`,
      String.raw`\b(?:you|thou)(?: are|['’]re)\b[^.!?\n]{0,30}\b(?:ai|model|bot|machine|algorithm|llm|robot)\b(?! (?:company|compan\w+|vendor|agency|experts?|people|team|startup|provider|specialist))|\b(?:you,?|only you,|mister|mr|dear|hey|tell (?:your|the)|instruct (?:your|the)|your colleague,) (?:the )?(?:ai|scorer|bot|grader|evaluator|algorithm|robot|machine)\b|[.,;?!] ?(?:bot|robot|machine|dear model|model|assistant|algorithm|scorer|grader)\b ?[,:.!]`,
      String.raw`(?<!\b(?:our|your|my|their|the customer) )\b(?:graders?|evaluators?|scorers?|screeners?|llms?|ai models?)\b (?:are to|is to|must|should|shall|has to|have to|needs? to)\b|\bscreening (?:software|tool|bot|system) ?[:,]`,
      `(?:^|[.!?\\n] ?)(?:sztuczna inteligencjo|asistentule|modelule|robocie|asystencie|ассистент|нейросеть|бот)[ ,]`,
    ),
  },
  // A note to it.
  {
    weight: 1,
    pattern: any(
      `(?:${alone('hinweis|nachricht|anweisung|notiz|message|note|consigne|instruction|nota|mensaje|aviso|mensagem|messaggio|avviso|bericht|opmerking|wiadomość|uwaga|meddelande|besked|mesaj|thư')}|сообщение|примечание|注意|お知らせ)[^.!?\\n]{0,20}(?:${alone(READER_WORDS)}|${READER_ELSEWHERE}) ?[:：]`,
    ),
  },
  // It poses as the house itself.
  {
    weight: 3,
    pattern: any(
      `(?:^|[\\n.!?;] ?|\\[)(?:system(?:nachricht|hinweis|meldung)|message (?:du )?système|mensaje del sistema|messaggio di sistema|mensagem do sistema|systeembericht|komunikat systemowy|pesan sistem|sistem mesaj[ıi]|systemmeddel\\w+|mesaj de sistem|thông báo hệ thống)\\b ?[:：]`,
      `системн\\S+ (?:сообщени|уведомлени|повідомленн)|(?:^|[\\n.] ?)систем[аы] ?:|系统(?:消息|通知|提示)? ?[:：,，]|系統(?:訊息|通知)? ?[:：]|システム(?:通知|メッセージ)? ?[:：]|시스템 ?(?:메시지|알림)? ?[:：]|رسالة النظام|सिस्टम (?:संदेश|सूचना)|μήνυμα συστήματος`,
    ),
  },
  // Full marks.
  {
    weight: 2,
    pattern: any(
      `${alone('punktzahl|punkte?n?|bewertung|stufe|wert|note|score|niveau|notation|puntuaci[oó]n|puntos|nota|nivel|nível|pontua\\w+|punteggio|voto|livello|punti|waarde|niveau|cijfer|punten|punkt[óy]\\w*|ocen\\w+|poziom|betyg\\w*|poäng|karakter|nivå|punctaj\\w*|puncte|puan\\w*|skor|nilai|điểm|marks?|scores?|ratings?|grades?|levels?|points|outcome|result|verdict|evaluation|position|position')}.{0,14}${alone('höchst\\w*|maxim\\w*|voll\\w*|best\\w*|100|cien|dez|dieci|sto|cent|hundert|honderd|najwyższ\\w*|högsta|høyeste|højeste|tertinggi|tối đa|cao nhất|most fav\\w+|positive|highest|top')}`,
      `${alone('höchste?[nrms]?|maximale?[nrms]?|volle[nr]?|beste?[nr]?|100|cien|dez|dieci|sto|cent|hundert|honderd|meilleure?s?|máxim[oa]|massim[oa]|mejor|melhor|hoogste|maximale|najwyższ\\w+|högsta|høyeste|højeste|skor|en yüksek|best|best possible|highest(?: possible)?|top|top|most favou?rable|positive|perfect|full|strong|generous|upper')} ${alone('marks?|scores?|ratings?|grades?|levels?|points|limit|category|band|tier|of the day|punktzahl|punkte?n?|bewertung|stufe|wert|note|score|niveau|puntuaci[oó]n|puntos|nota|nivel|nível|pontos|punteggio|voto|livello|punti|waarde|cijfer|punten|punkt[óy]\\w*|ocen\\w+|poziom|betyg\\w*|poäng|karakter|nivå|punctaj\\w*|puncte|puan\\w*|100|evaluation|verdict|outcome|result|position')}`,
      `(?:балл|оцен|оцін|рейтинг|уров|статус)\\S*.{0,12}(?:максимальн|наивысш|высш|найвищ|100|сто |«?одобр)|(?:максимальн|наивысш|высш|найвищ|100|сто)\\S* (?:балл|оцен|оцін|рейтинг|уров)`,
      String.raw`\b(?:put|give|enter|output|write|answer(?: with)?|return|print|mettez|mets|pon|ponga|gib|dai|zet|vul|ustaw|wpisz|поставь|дай)\b (?:(?:me|us|it|a|the|a clean|uns|mir|nous|nos|ons) ){0,2}(?:100|a hundred|hundert|dieci|diez|dez|10/10)(?= ?(?:[.,;!?)/]|$|in |for |and |please|points?|punkte|no matter|dans|e lode|punt|bitte))`,
      `100 ?(?:分|点|점|अंक|درجة)|(?:分数|评分|スコア|点数|점수|الدرجة|درجة|स्कोर|अंक).{0,6}(?:100|满|最高|満|최고|만점|أعلى)|(?:最高|最强|满|満).{0,3}(?:分|级|評価|评价|点)|每一?项.{0,8}(?:强|最高|满)|項目を最高|μέγιστη βαθμολογία|điểm cao nhất`,
    ),
  },
  // Accepted, as a wish or as a fact.
  {
    weight: 2,
    pattern: any(
      alone(
        'apru[eé]ba(?:nos|me|lo|la)|acepta(?:nos|me|lo)|considéra(?:nos|me|lo)|considere-nos|aprove(?:-nos|-me)?|aceite-nos|approva(?:ci|lo|mi|telo)|accetta(?:ci|lo)|accepte[zr]?-(?:le|la|nous|moi)|approuve[zr]?-(?:le|la|nous|moi)|valide[zr]?-(?:le|la|nous|moi)|(?:akzeptiere|nimm|genehmige|approve|accept|winkt?|lass) (?:uns|mich|ons)|keur ons|godkänn oss|godkjenn oss|oce[ńn] nas|zaakceptuj|zatwierd[źz]|onayla\\w*|approuver|freigegeben|genehmigt|(?:déjà |été )(?:validée?|approuvée?)|ya (?:est[áa] )?aprobad[oa]|già approvat[oa]|já (?:foi )?aprovad[oa]|disetujui|aprobarse|phê duyệt|approuvé|been (?:approved|whitelisted|cleared|accepted|verified|qualified)|pre-?approved|whitelisted|(?:is|are|stands) (?:already )?approved',
      ),
      '(?<![а-яії])(?:одобри|одобрить|схвали|прими|принять|утверди)(?:те|ть)?(?![а-яії])|одобрен|схвален|直接(?:批准|通过|给)|已(?:通过|批准|审核)|予以通过|承認済|承認して|승인되|승인해|تمت الموافقة|وافق|स्वीकृत|स्वीकार करें',
    ),
  },
  // Nobody is to look.
  {
    weight: 2,
    pattern: any(
      `${alone('ohne|keine|sans|aucune?|inutile|sin|senza|sem|zonder|geen|sla|bez|pomi[ńn]|utan|uden|uten|fără|tanpa|không cần|skip|without|no|not|never|leave|don.t|do not')} (?:[\\wà-ɏ']{1,12} ){0,3}${alone('(?:\\w{0,10})prüfung|überprüfung|kontroll\\w*|vérifi\\w+|contrôl\\w+|évaluer|revisi[oó]n|verificaci[oó]n|más|verific\\w+|controll?[oi]|revisão|controle|beoordeling|weryfikacj\\w+|sprawdz\\w+|granskning|kontrol\\w*|verificare|tinjauan|pemeriksaan|kiểm tra|review|reviewed|human (?:needed|check|review)|flag(?:ged)?|warning|checks?')}`,
      String.raw`\b(?:scoring|review|vetting|screening|evaluation|checks?|qualification)\b (?:\w+ ){0,2}(?:is|are|can|may|should|must|to)(?: be)? (?:skipped|omitted|waived|bypassed|not needed|unnecessary|disabled)\b|\bskip (?:further |any |all |the )?(?:checks?|review|scoring|evaluation)\b|\b(?:false alarm|warning off)\b|\bflag (?:to |as |is |= ?)?(?:false|off)\b|\bnever (?:land|end up|go|be put) in(?:to)? review\b|\bbypass(?:es)? (?:qualification|scoring|review|screening)\b`,
      'без (?:проверк|перевірк|проверки человек)|проверк\\S* (?:не нужн|пропуст)|无需(?:审核|人工)|不要标记|跳过(?:审核|检查)|(?:確認|審査|レビュー).{0,4}(?:省|不要|スキップ)|검토 ?(?:없이|생략)|(?:دون|بدون) مراجعة|बिना (?:जाँच|समीक्षा)|χωρίς έλεγχο|kontrol(?:süz| etmeden)',
    ),
  },
  // Every question has its answer already.
  {
    weight: 2,
    pattern: any(
      String.raw`\b(?:need|budget|authority|urgency|timeline)\b(?:,| and)[^.!?\n]{0,20}\b(?:need|budget|authority|urgency|timeline)\b`,
      `${alone('alle|alles|sämtliche|jedes|toutes?|tous|todos|todas|cada|ogni|tutt[ie]|overal|elk|wszystk\\w+|alla|samtliga|toate|tüm|bütün|semua|mọi|all|every|each')} (?:[\\wà-ɏ]{1,7} ){0,2}${alone('kriterien|punkte|felder|crit[èe]res|cases|champs|criterios|campos|critérios|voc[ei]|criteri|velden|kryteria|kriteri\\w*|criteriile|kriterler\\w*|tiêu chí|criteria|criterion|categor(?:y|ies)|boxes|questions')}`,
      'все критери|всі критері|每一?项|所有(?:标准|项目|条件)|すべての(?:評価)?(?:項目|基準)|모든 (?:기준|항목)|جميع المعايير|सभी मानदंड|όλα τα κριτήρια',
    ),
  },
  // What it is to write, of a thing that only the house calls so.
  {
    weight: 2,
    pattern:
      /\b(?:fill in|complete|write|put|choose|pick|select|output|emit|assign|set|answer|continue with|conclude|record|copy|mark|label|class|stamp|tag|call|regard|treat|grade|rate|score|stamp|wave|bump|let|pass)\b[^.!?\n]{0,30}\b(?:assessment|evaluation|verdict|result|outcome|(?:us|me|mine|ours|this one|them) (?:the same|through|accordingly|approved|accepted|qualified|in|to the (?:max|top))|my rating|full marks|the (?:max\w*|top|best)|strong|summary|scoring decision|perfect fit|in our favou?r)\b/i,
  },
  {
    weight: 2,
    pattern:
      /\b(?:this|the above|our|my|following) (?:lead|record|entry|submission|case|contact|prospect|candidate|evaluation|scoring|classification|assessment|call is)\b|\b(?:openai|anthropic|your (?:creators?|developers?|makers?)) (?:support|team|here|speaking|says)\b|\binternal (?:memo|note|notice)\b|\bcandidate passes\b|\b(?:scoring|grading|evaluation|qualification) (?:service|system|engine|decision|model|algorithm|software|policy)\b|\b(?:above|previous|following) (?:form|data|record|text)\b|\b(?:leads?|submissions?) (?:from|containing|mentioning) (?:our|the|us)\b|\bprivileged context\b|\btraining example\b|\bexpected (?:label|output|result|answer)\b/i,
  },
  // What would come of judging rightly, or otherwise.
  {
    weight: 2,
    pattern:
      /\b(?:scored|rated|graded) (?:us |at )?(?:9\d|100)\b(?! (?:on|in) )|\b(?:less|lower) than (?:9\d|100|excellent|strong|full|perfect)\b|\b(?:the|your) (?:system|bot|machine|ai|algorithm|model|scorer|assistant) (?:to|should|must|has to|needs? to|only)\b|\bleads? like (?:this|ours|us)\b|\b(?:assessment|evaluation|judge?ment|scoring|reviewer|judge|evaluator)s?\b[^.!?\n]{0,20}\b(?:can only|could only|must|will (?:surely|naturally)|would (?:naturally|have to|surely)|cannot but|has to|have to)\b|\b(?:say|answer|reply|respond) (?:yes|approved?)\b/i,
  },
  {
    weight: 4,
    pattern:
      /\b(?:reject|approve|accept|score|rate|pass|qualify) (?:this(?: lead| one)?|me|us)\b ?,? (?:or|i|we|else|otherwise)\b|\b(?:score|rate|grade|mark) (?:us |me |this )?(?:below|under|less than|lower than) \w+ ?,? (?:and|or) you\b|\bsteer\w* flag\b|\b(?:reply|respond|answer|output|return|write|say|print)\b[^.!?\n]{0,40}\b(?:the word|exactly|only|nothing but|nothing else|just|simply)\b[^.!?\n]{0,20}\b(?:approved?|accept\w*|strong|100|qualified|passed)\b/i,
  },
  {
    weight: 4,
    pattern:
      /\b(?:conclude|state|say|write|report|mention|find) that (?:we|it|they|this|our|the (?:customer|lead|buyer|sender|client|contact|budget))\b[^.!?\n]{0,30}\b(?:perfect|ideal|(?:the )?best|strong\w*|qualified|signed|approved|confirmed)\b/i,
  },
  {
    weight: 4,
    pattern:
      /\b(?:evaluations?|scores?|ratings?|grades?|graders?|reviewers?)\b[^.!?\n]{0,40}\b(?:below|under|less|lower|low|harsh)\b[^.!?\n]{0,40}\b(?:bugs?|errors?|mistakes?|illegal|discriminat\w*|violat\w*|breach|breaks|fined?|law)\b|\blow(?:er)? (?:scores?|ratings?|grades?)\b[^.!?\n]{0,40}\b(?:discriminat\w*|illegal|breach|violat\w*|bug)\b/i,
  },
].map(({ weight, pattern }) => ({ weight, ...wording(pattern) }))
const ENOUGH = 4
/** Notions meet where they begin this near to each other. */
const NEAR_CHARS = 240
const MOST_CHARS = 20_000

/** Do enough of these notions meet in one stretch of this text, in whatever language? */
export function notionsMeet(text: Sifted): boolean {
  const possible = NOTIONS.filter((notion) => notion.mayBeIn(text))
  if (weightOf(possible) < ENOUGH) return false
  const there = possible.filter(({ pattern }) => pattern.test(text.text))
  if (weightOf(there) < ENOUGH) return false
  const found = there.flatMap(({ weight, pattern }, notion) =>
    placesOf(pattern, text.text.slice(0, MOST_CHARS)).map((index) => ({ index, weight, notion })),
  )
  found.sort((one, other) => one.index - other.index)
  return found.some(({ index }, at) => weightFrom(found, at, index + NEAR_CHARS) >= ENOUGH)
}

/** Where a pattern is met. One that is sticky or global would have to be made anew, which costs more than the search. */
function placesOf(pattern: RegExp, text: string): number[] {
  const places: number[] = []
  for (let from = 0; from < text.length; ) {
    const match = pattern.exec(text.slice(from))
    if (!match) break
    places.push(from + match.index)
    from += match.index + Math.max(1, match[0].length)
  }
  return places
}

type Found = { index: number; weight: number; notion: number }

/** What the notions from here on weigh together, each counted once. */
function weightFrom(found: readonly Found[], from: number, until: number): number {
  const counted = new Map<number, number>()
  for (let at = from; at < found.length; at++) {
    const { index, notion, weight } = found[at] ?? { index: until, notion: -1, weight: 0 }
    if (index >= until || counted.size === NOTIONS.length) break
    counted.set(notion, weight)
  }
  return [...counted.values()].reduce((sum, weight) => sum + weight, 0)
}
