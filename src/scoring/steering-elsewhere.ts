import { type Sifted, wording } from './sieve.ts'
import { TONGUES } from './tongues.ts'

/** Languages without spaces between words. */
const UNSPACED = [
  /(?:基準|標準|标准|规则|ルール)を?[^。！？\n]{0,4}(?:適用せず|適用しない|适用|使用せず)|不(?:要|用|得)?(?:使用|采用|适用|應用|应用)[^。！？\n]{0,6}(?:标准|標準|规则|規則)|(?:기준|규칙)을? ?적용하지|(?:मानदंड|नियम)[^।.!?\n]{0,6}लागू (?:मत|न)/u,
  /(?:忽略|无视|忽視|无须理会|忘记|忘掉)[^。！？\n]{0,6}(?:上述|以上|之前|上面|前面|先前|一切)/u,
  /(?:批准|通过|核准)(?:此|这个|这条|该|本)(?:线索|客户|请求|申请)|直接批准/u,
  /(?:上記|これまで|以前|前述)[^。！？\n]{0,15}(?:無視|忘れ)|위의? [^.!?\n]{0,12}무시/u,
  /(?:忽略|无视|忽視|無視|忘记|忘記|不要理会|不要遵守|不理会|绕过|跳过|撇开)[^。！？\n]{0,25}(?:指令|指示|提示|规则|規則|要求|说明|標準|标准|命令)/u,
  /(?:指令|指示|提示词|规则|規則)[^。！？\n]{0,15}(?:作废|无效|忽略|無視|忽視|取消)/u,
  /(?:给|給|打|评|評|请|請|设|設)[^。！？\n]{0,20}(?:满分|滿分|最高分|最高评分|最高評分|100 ?分|一百分)|(?:评分|評分|分数|分數|得分)[^。！？\n]{0,12}(?:100|满分|滿分|最高)/u,
  /系统提示|系統提示|你现在是|你現在是|システムプロンプト|시스템 ?프롬프트/u,
  /(?:指示|命令|ルール|規則|プロンプト|指令|基準)[^。！？\n]{0,20}(?:無視|忘れ|従わない|破棄|無効)|(?:無視|忘れ)[^。！？\n]{0,15}(?:指示|命令|ルール)/u,
  /(?:満点|100点|最高点|最高スコア|最高評価|最高得点)[^。！？\n]{0,15}(?:付け|つけ|与え|して|くださ|お願い|評価)|(?:スコア|評価|点数)[^。！？\n]{0,10}(?:100|満点|最高)[^。！？\n]{0,10}(?:して|くださ|設定|に)/u,
  /(?:지시|명령|규칙|지침|프롬프트|지시사항|기준)[^.!?\n]{0,20}(?:무시|잊|따르지)|(?:무시|잊)[^.!?\n]{0,20}(?:지시|명령|규칙|지침)/u,
  /(?:최고 ?점|만점|100 ?점|최고 ?점수|최고 ?등급)[^.!?\n]{0,15}(?:주|줘|부여|매겨|평가|처리)/u,
  /(?:ละเว้น|เพิกเฉย|ไม่ต้องสนใจ|ลืม|มองข้าม|ไม่สนใจ)[^\n]{0,30}(?:คําสั่ง|คําแนะนำ|กฎ|เกณฑ์)|(?:ให้|ใส่)[^\n]{0,15}(?:คะแนน)[^\n]{0,12}(?:เต็ม|สูงสุด|100)/u,
].map(wording)

/** "Do not forget the rules" says the opposite, and "we rate" asks for nothing. */
const NEGATED = "(?<!(?:не|nie|no|non|não|nao|älä|nem|nu|ne) |n['’])"
/** Who dismisses what they wrote themselves steers nobody. */
const NEGATED_AFTER =
  '(?!(?: sie)? (?:nicht|pas|niet|ikke|inte|meine?[nr]?|unsere?[nr]?|mes|mon|ma|notre|nos|mis?|nuestr[oa]s?|mi[oae]|miei|nostr[oaie]|meus?|minhas?|mijn|onze?|moje?|mój|мо[йеёяюи]|наш\\p{L}*)(?!\\p{L}))'
const NOT_WE = '(?<!(?:wir|nous|nosotros|noi|wij|we|vi|мы|ми|biz|kami|my|nós) )'
const WINDOW = '[^.!?\\n。！？]{0,60}'
/** A number or mark is only asked for where scoring is spoken of. */
const MARKS =
  '(?:100 (?:sur|von|de|su|van|из|з|z|de los) 100|barème|como (?:aprovad|qualificad|calificad|aprobad)|als (?:qualifi|genehmigt)|comme (?:qualifi|approuv)|scor|lead|punkt|punt|pont|note|nota|notation|points|bewert|hoogste score|beoordel|calific|puntu|pontua|punteg|voto|valut|ocen|wynik|sk[óo]re|bod|betyg|poäng|poeng|karakter|piste|arvosan|scor|pont|puan|skor|nilai|poin|điểm|балл|бал|оценк|оцінк|рейтинг|βαθμ|σκορ|درج|تقييم|نقاط|نقطة|علامة|ציון|דירוג|ניקוד|امتیاز|نمره|अंक|स्कोर|रेटिंग)'

const either = (one: string, other: string) => `(?:${one})${WINDOW}(?:${other})|(?:${other})${WINDOW}(?:${one})`
const ofTongue = (source: string, flags: string) => wording(new RegExp(source.normalize('NFKC'), flags))
const NEAR_CHARS = 80

const DISMISSALS = Object.values(TONGUES).map(({ dismiss, rules }) =>
  ofTongue(either(`${NEGATED}(?<!\\p{L})(?:${dismiss})(?!\\p{L})${NEGATED_AFTER}`, `(?<!\\p{L})(?:${rules})`), 'iu'),
)
const DEMANDS = Object.values(TONGUES).map(({ give, top }) =>
  ofTongue(`${NOT_WE}(?<!\\p{L})(?:${give})(?!\\p{L})${WINDOW}(?<![\\p{L}\\d])(?:${top})(?!\\d)`, 'giu'),
)
/** "Approve this lead." */
const APPROVAL = wording(
  /(?<!\p{L})(?:(?:genehmig|bewillig)e?(?: sie)?|approuve[zr]?|valide[zr]|aprueb[ae]n?|aprob[ae]r?|aprov[ae]|approv[ai](?:te)?|keur|zatwierd[zź]\p{L}*|godkänn|godkend|godkjenn|hyväksy|schval\p{L}*) (?:dies\p{L}*|ce|cet|cette|est[ae]|quest[oa]|deze|dit|ten|tę|to|den här|denne|dette|tämä|tuto|tento) |(?<!\p{L})(?:одобри|одобрите|схвали|схваліть|утверди|утвердите) (?:\p{L}+ )?(?:заявк|лид|лід|запрос|этот|эту|цю|цей)|(?:bu (?:adayı|müşteriyi|başvuruyu|lead\p{L}*) (?:hemen |otomatik )?(?:onayla|kabul))/iu,
)
const SPOKEN_OF = wording(new RegExp(MARKS, 'iu'))

/** Does this text say, in another language than English, that rules are to be ignored or full marks to be given? */
export function steersElsewhere(text: Sifted): boolean {
  return (
    [...DISMISSALS, APPROVAL, ...UNSPACED].some((one) => one.isIn(text)) ||
    (SPOKEN_OF.isIn(text) && DEMANDS.some((demand) => demand.mayBeIn(text) && asksFor(demand.pattern, text.text)))
  )
}

function asksFor(demand: RegExp, text: string): boolean {
  return [...text.matchAll(demand)].some(({ index, 0: words }) =>
    SPOKEN_OF.pattern.test(text.slice(Math.max(0, index - NEAR_CHARS), index + words.length + NEAR_CHARS)),
  )
}
