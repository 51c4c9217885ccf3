/** The same, in the languages that leads are written in: how one says "ignore", what is to be ignored, and how one asks for full marks. */
type Tongue = { dismiss: string; rules: string; give: string; top: string }

const TONGUES: Record<string, Tongue> = {
  de: {
    dismiss:
      'ignorier(?:e|en|t)|vergiss|vergessen sie|missacht(?:e|en)|übergeh(?:e|en)|beacht(?:e|en)(?: sie)? (?:nicht|keine)|setz(?:e|en)? [^.]{0,40}außer kraft|umgeh(?:e|en)',
    rules:
      'alles (?:bisherige|vorherige|obige|davor|zuvor|oben)|anweisung|anleitung|instruktion|vorgabe|regel|richtlinie|kriteri|prompt',
    give: 'bewert(?:e|en)|stuf(?:e|en)|gib|geben sie|vergib|vergeben sie|setz(?:e|en)?',
    top: 'höchst\\p{L}*|maximal\\p{L}*|volle? (?:punkt|bewertung)\\p{L}*|100(?: punkte?n?|%| von)?(?! (?:nutzer|mitarbeiter|lizenz|stück|plätze))|sofort genehmigt',
  },
  fr: {
    dismiss:
      'ignore[zr]?|oublie[zr]?|néglige[zr]?|ne (?:tiens|tenez) pas compte|fais abstraction|faites abstraction|outrepasse[zr]?|contourne[zr]?',
    rules:
      'tout ce qui (?:précède|est)|tout ce que|ce qui précède|instruction|consigne|règle|directive|critère|invite système|prompt',
    give: 'attribue[zr]?|donne[zr]?|mets|mettez|note[zr]?|évalue[zr]?|classe[zr]?|accorde[zr]?',
    top: '(?:note|score|notation|points?)\\P{L}[^.!?\\n]{0,30}(?:100|maxim\\p{L}*)|maxim\\p{L}* (?:de )?(?:note|score|points)|meilleure note|100 ?(?:sur|/) ?100|100 points',
  },
  es: {
    dismiss:
      'ignor(?:a|e|en|ar)|olvid(?:a|e|en)|omit(?:e|a|an)|descart(?:a|e)|haz caso omiso|haga caso omiso|no (?:sigas|siga|hagas caso)|pas(?:a|e) por alto|desestim(?:a|e)',
    rules: 'todo lo (?:anterior|de arriba|dicho|que)|instruccion|regla|indicacion|directri|criterio|directiva|prompt',
    give: 'punt[úu]a|califi(?:ca|que|quen)|asigna|asigne|d[ea]me|da(?:le)?|pon(?:le|me|ga)?|otorga|otorgue|eval[úu][ae]|marca|marque',
    top: 'm[áa]xim\\p{L}*|100(?: ?(?:puntos|/|sobre|%))|\\b100\\b(?! (?:licencias|usuarios|empleados|personas|unidades))|m[áa]s alt\\p{L}*|aprobad\\p{L}*|calificad\\p{L}* como',
  },
  pt: {
    dismiss: 'ignor(?:e|a|ar|em)|esque[çc]a|desconsider(?:e|a|ar|em)|desrespeite|n[ãa]o siga|descarte|deixe de lado',
    rules: 'tudo (?:o que|acima|isso)|instru[çc](?:ões|oes|ão|ao)|regra|diretri[zc]|crit[ée]rio|orienta[çc]|prompt',
    give: 'avali(?:e|a|em)|atribu(?:a|i|am)|d[êe]|dar|pontu(?:e|a)|classifi(?:que|ca)|marque|conceda',
    top: 'm[áa]xim\\p{L}*|nota 10\\b|100 pontos|pontua[çc][ãa]o (?:de )?100|mais alt\\p{L}*|aprovad\\p{L}*',
  },
  it: {
    dismiss:
      'ignor(?:a|i|ate|are)|dimentica(?:te)?|trascur(?:a|i|ate)|non (?:seguire|tenere conto)|disattend(?:i|ete)|scart(?:a|i)',
    rules: 'tutto (?:quanto|ciò|quello|il testo)|istruzion|regol|direttiv|criteri|indicazion|prompt',
    give: 'assegna(?:te|re)?|dai|date|dammi|valuta(?:te|re)?|attribui(?:sci|te)?|classifica|dagli',
    top: 'punteggio[^.!?\\n]{0,25}(?:100|massim\\p{L}*|pi[ùu] alto)|massim\\p{L}* (?:punteggio|voto|punti|priorit\\p{L}*)|voto massimo|100 (?:punti|su)|approvat\\p{L}*',
  },
  nl: {
    dismiss: 'negeer|vergeet|negeren|sla [^.]{0,30} over|laat [^.]{0,40} buiten beschouwing',
    rules: 'alles (?:hierboven|hiervoor|wat)|instructie|regel|richtlijn|opdracht|aanwijzing|criteri|prompt',
    give: 'geef|beoordeel|ken [^.]{0,20} toe|scoor|markeer|zet',
    top: 'hoogste|maximale?|100 ?(?:punten|%|van)|score van 100|goedgekeurd|gekwalificeerd',
  },
  pl: {
    dismiss: 'zignoruj(?:cie)?|ignoruj(?:cie)?|zapomnij(?:cie)?|pomi[ńn](?:cie)?|nie przestrzegaj',
    rules: 'wszystk\\p{L}* (?:powyżej|co )|instrukcj|polece|zasad|regu[łl]|wytyczn|kryteri|prompt',
    give: 'oce[ńn](?:cie)?|daj(?:cie)?|przyznaj(?:cie)?|ustaw|przypisz|oznacz',
    top: 'maksymaln\\p{L}*|najwy[żz]sz\\p{L}*|100 punkt\\p{L}*|wynik 100|zatwierdzon\\p{L}*',
  },
  cs: {
    dismiss: 'ignoruj(?:te)?|zapome[ňn](?:te)?|p[řr]ehl[ée]dn(?:i|ěte)|nedbej(?:te)?',
    rules: 'instrukc|pokyn|pravid|krit[ée]ri|prompt',
    give: 'ohodno[ťt](?:te)?|dej(?:te)?|p[řr]i[řr]a[ďd](?:te)?|nastav(?:te)?',
    top: 'maxim[áa]ln\\p{L}*|nejvy[šs][šs]\\p{L}*|100 bod\\p{L}*|sk[óo]re 100',
  },
  scandinavian: {
    dismiss: 'ignorer(?:a|e)?|glöm|glem|bortse från|se bort fra|se bort ifra|strunta i|åsidosätt',
    rules: 'instruktion|instruks|regler|riktlinje|retningslinje|anvisning|kriteri|prompt',
    give: 'ge|gi|giv|sätt|sett|sæt|betygsätt|bedøm|vurder|tildel|tilldela',
    top: 'högsta|høyeste|højeste|maximal\\p{L}*|maksimal\\p{L}*|100 poäng|100 poeng|100 point|godkän\\p{L}*',
  },
  fi: {
    dismiss: 'unohda|ohita|älä (?:noudata|välitä)|jätä huomiotta|sivuuta',
    rules: 'ohje|sään|käsky|kriteeri|kehot',
    give: 'anna|arvioi|pisteytä|merkitse',
    top: 'täydet|korkein|korkeimmat|maksimi\\p{L}*|100 pistettä|sata',
  },
  ro: {
    dismiss: 'ignor(?:ă|a|ați|ati)|uit(?:ă|a|ați)|nu (?:respecta|ține cont)',
    rules: 'instruc[țt]iun|regul|indica[țt]i|criteri|prompt',
    give: 'acord(?:ă|a|ați)|d[ăa](?:-mi|ți)?|evalu(?:ează|eaza|ați)|ofer(?:ă|a)',
    top: 'maxim\\p{L}*|100 (?:de )?puncte|scor(?:ul)? (?:de )?100|cel mai mare',
  },
  hu: {
    dismiss: 'hagyd? figyelmen kívül|hagyja figyelmen kívül|felejtsd? el|felejtse el|ignoráld',
    rules: 'utasítás|szabály|irányelv|kritérium|prompt',
    give: 'adj|adjon|értékel[dj]|pontoz[dz]',
    top: 'maximális|legmagasabb|100 pont\\p{L}*',
  },
  tr: {
    dismiss: '(?:yok say|göz ardı et|görmezden gel|unut|dikkate alma|önemseme|yoksay)\\p{L}*',
    rules: 'yukarıdaki|önceki her şey|talimat|kural|yönerge|kıstas|ölçüt|komut|prompt|istem',
    give: 'ver|verin|puanla\\p{L}*|değerlendir\\p{L}*|ata|işaretle\\p{L}*',
    top: 'en yüksek|tam puan|100 puan|maksimum|onaylan\\p{L}*',
  },
  id: {
    dismiss: 'abaikan|lupakan|hiraukan|kesampingkan',
    rules: 'instruksi|perintah|aturan|petunjuk|kriteria|prompt',
    give: 'beri(?:kan)?|nilai|tetapkan|tandai',
    top: 'tertinggi|maksimal|maksimum|100 poin|skor 100|nilai 100',
  },
  vi: {
    dismiss: 'bỏ qua|phớt lờ|quên|không tuân theo',
    rules: 'hướng dẫn|chỉ dẫn|chỉ thị|quy tắc|lệnh|tiêu chí',
    give: 'cho|chấm|đánh giá|gán|đặt',
    top: 'cao nhất|tối đa|100 điểm|điểm 100',
  },
  ru: {
    dismiss:
      '(?:про)?игнориру(?:й|йте)|забудь(?:те)?|не (?:следуй|обращай|выполняй|учитывай)(?:те)?|отмени(?:те)?|пренебреги(?:те)?|отбрось(?:те)?',
    rules:
      'вс[её],? (?:что )?(?:выше|ранее|до этого|предыдущ)|инструкци|указани|правил(?!ьн)|критери|команд|директив|промпт|подсказ',
    give: 'постав(?:ь|ьте)|присво(?:й|йте)|дай(?:те)?|оцени(?:те)?|выстав(?:ь|ьте)|назнач(?:ь|ьте)|отмет(?:ь|ьте)|выда(?:й|йте)',
    top: 'максимальн\\p{L}*|наивысш\\p{L}*|высш\\p{L}*|сто баллов|100 ?(?:балл\\p{L}*|из|%)|одобрен\\p{L}*',
  },
  uk: {
    dismiss: '(?:про)?ігнору(?:й|йте)|забудь(?:те)?|не (?:виконуй|зважай|дотримуйся)(?:те)?|знехтуй(?:те)?',
    rules: 'інструкці|вказівк|правил(?!ьн)|критері|команд|промпт',
    give: 'постав(?:те)?|присво(?:й|йте)|дай(?:те)?|оціни(?:ть|те)?|признач(?:те)?',
    top: 'максимальн\\p{L}*|найвищ\\p{L}*|100 бал\\p{L}*|схвален\\p{L}*',
  },
  el: {
    dismiss: 'αγν(?:ό|ο)ησ(?:ε|τε)|ξ(?:έ|ε)χασ(?:ε|τε)|παρ(?:ά|α)βλεψ(?:ε|τε)|μην ακολουθ\\p{L}*',
    rules: 'οδηγ(?:ί|ι)|καν(?:ό|ο)ν|εντολ|κριτ(?:ή|η)ρι',
    give: 'δ(?:ώ|ω)σ(?:ε|τε)|βαθμολ(?:ό|ο)γησ\\p{L}*|β(?:ά|α)λ(?:ε|τε)',
    top: 'μ(?:έ|ε)γιστ\\p{L}*|υψηλ(?:ό|ο)τερ\\p{L}*|100',
  },
  ar: {
    dismiss: '(?:تجاهل|إنسَ?|انسَ?|تجاوز|أهمل|اهمل|لا تتبع)\\p{L}*',
    rules:
      'كل ما (?:سبق|ورد)|تعليمات|التعليمات|القواعد|قواعد|الأوامر|الاوامر|إرشادات|الإرشادات|المعايير|توجيهات|التوجيهات',
    give: '(?:أعط|اعط|امنح|قيّ?م|ضع|سجل)\\p{L}*',
    top: 'أعلى|اعلى|الدرجة الكاملة|100|١٠٠|القصوى|كاملة',
  },
  he: {
    dismiss: 'התעל(?:ם|מי|מו)|שכח(?:י|ו)?|תתעל\\p{L}*|אל תציית',
    rules: '\\p{L}?הוראות|\\p{L}?הנחיות|\\p{L}?כללים|\\p{L}?קריטריונים',
    give: 'תן|תני|תנו|דרג|דרגי|הענק|סמן',
    top: 'מקסימ\\p{L}*|\\p{L}?גבוה ביותר|100|מלא',
  },
  fa: {
    dismiss: 'نادیده|فراموش کن\\p{L}*|بی‌?توجه',
    rules: 'دستورالعمل\\p{L}*|دستور\\p{L}*|قوانین|قواعد|معیار\\p{L}*',
    give: 'بده\\p{L}*|امتیاز|نمره',
    top: 'بالاترین|حداکثر|کامل|۱۰۰|100',
  },
  hi: {
    dismiss: '(?:अनदेखा|नज़रअंदाज़|नजरअंदाज|उपेक्षा|भूल|अनदेखी)',
    rules: 'निर्देश|नियम|आदेश|मानदंड',
    give: 'दें|दो|दीजिए|अंक|स्कोर',
    top: 'अधिकतम|सर्वोच्च|पूरे|सबसे अधिक|100|१००',
  },
}

/** Languages without spaces between words. */
const UNSPACED: readonly RegExp[] = [
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
]

const WINDOW = '[^.!?\\n。！？]{0,60}'
/** A number or mark is only asked for where scoring is spoken of. */
const MARKS =
  '(?:scor|lead|punkt|punt|pont|note|nota|notation|points|bewert|hoogste score|beoordel|calific|puntu|pontua|punteg|voto|valut|ocen|wynik|sk[óo]re|bod|betyg|poäng|poeng|karakter|piste|arvosan|scor|pont|puan|skor|nilai|poin|điểm|балл|бал|оценк|оцінк|рейтинг|βαθμ|σκορ|درج|تقييم|نقاط|نقطة|علامة|ציון|דירוג|ניקוד|امتیاز|نمره|अंक|स्कोर|रेटिंग)'

const either = (one: string, other: string) => `(?:${one})${WINDOW}(?:${other})|(?:${other})${WINDOW}(?:${one})`
const NEAR_CHARS = 80

const DISMISSALS = Object.values(TONGUES).map(
  ({ dismiss, rules }) =>
    new RegExp(either(`(?<!\\p{L})(?:${dismiss})(?!\\p{L})`, `(?<!\\p{L})(?:${rules})`).normalize('NFKC'), 'iu'),
)
const DEMANDS = Object.values(TONGUES).map(
  ({ give, top }) =>
    new RegExp(`(?<!\\p{L})(?:${give})(?!\\p{L})${WINDOW}(?<![\\p{L}\\d])(?:${top})(?!\\d)`.normalize('NFKC'), 'giu'),
)
/** "Approve this lead." */
const APPROVAL =
  /(?<!\p{L})(?:(?:genehmig|bewillig)e?(?: sie)?|approuve[zr]?|valide[zr]|aprueb[ae]n?|aprob[ae]r?|aprov[ae]|approv[ai](?:te)?|keur|zatwierd[zź]\p{L}*|godkänn|godkend|godkjenn|hyväksy|schval\p{L}*) (?:dies\p{L}*|ce|cet|cette|est[ae]|quest[oa]|deze|dit|ten|tę|to|den här|denne|dette|tämä|tuto|tento) |(?<!\p{L})(?:одобри|одобрите|схвали|схваліть|утверди|утвердите) (?:\p{L}+ )?(?:заявк|лид|лід|запрос|этот|эту|цю|цей)|(?:bu (?:adayı|müşteriyi|başvuruyu|lead\p{L}*) (?:hemen |otomatik )?(?:onayla|kabul))/iu
const SPOKEN_OF = new RegExp(MARKS, 'iu')
/** Looked for first, since it costs little. */
const RULES_SPOKEN_OF = new RegExp(
  Object.values(TONGUES)
    .map(({ rules }) => rules)
    .join('|'),
  'iu',
)

/** Does this text say, in another language than English, that rules are to be ignored or full marks to be given? */
export function steersElsewhere(text: string): boolean {
  return (
    (RULES_SPOKEN_OF.test(text) && DISMISSALS.some((pattern) => pattern.test(text))) ||
    (SPOKEN_OF.test(text) && DEMANDS.some((demand) => asksFor(demand, text))) ||
    APPROVAL.test(text) ||
    UNSPACED.some((pattern) => pattern.test(text))
  )
}

function asksFor(demand: RegExp, text: string): boolean {
  return [...text.matchAll(demand)].some(({ index, 0: words }) =>
    SPOKEN_OF.test(text.slice(Math.max(0, index - NEAR_CHARS), index + words.length + NEAR_CHARS)),
  )
}
