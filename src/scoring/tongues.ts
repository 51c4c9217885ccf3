/** In the languages that leads are written in: how one says "ignore", what is to be ignored, and how one asks for full marks. */
type Tongue = { dismiss: string; rules: string; give: string; top: string }

/** By language. */
export const TONGUES: Record<string, Tongue> = {
  de: {
    dismiss:
      'ignorier(?:e|en|t)|vergiss|vergesst|ignoriert|wende[nt]?(?= [^.]{0,40} nicht an)|vergessen sie|missacht(?:e|en)|übergeh(?:e|en)|beacht(?:e|en)(?: sie)? (?:nicht|keine)|setz(?:e|en)? [^.]{0,40}außer kraft|umgeh(?:e|en)|pfeif(?:e|en)? auf|lass(?:en|t)?(?= [^.]{0,40}(?:außer acht|beiseite|links liegen))',
    rules:
      'alles (?:bisherige|vorherige|obige|davor|zuvor|oben)|was (?:man|ich|wir|sie|dir)[^.]{0,15} (?:gesagt|aufgetragen|gelernt)|\\p{L}{0,16}(?:regeln|kriterien|vorgaben|anweisungen)|anweisung|anleitung|instruktion|vorgabe|regel|richtlinie|kriteri|rolle als|prompt',
    give: 'bewert(?:e|en)|stuf(?:e|en)|gib|gebt|vergebt|bewertet|geben sie|vergib|vergeben sie|setz(?:e|en|t)?',
    top: 'höchst\\p{L}*|best(?:note|wert|bewertung)\\p{L}*|maximal\\p{L}*|volle? (?:punkt|bewertung)\\p{L}*|100(?: punkte?n?|%| von)?(?! (?:nutzer|mitarbeiter|lizenz|stück|plätze))|sofort genehmigt',
  },
  fr: {
    dismiss:
      'ignore[zr]|ignore (?:les|tes|vos|tout|toutes|ces|mes|la|le|ce)|oublie[zr]?|néglige[zr]?|sans tenir compte|n.appliquez? pas|ne (?:tiens|tenez) pas compte|laisse[zr]?(?= [^.]{0,30}de côté)|passe[zr]? outre|fais comme si|faites comme si|fais abstraction|faites abstraction|outrepasse[zr]?|contourne[zr]?',
    rules:
      'tout ce qui (?:précède|est)|tout ce que|ce qui précède|instruction|consigne|règle|directive|critère|barème|rôle d|invite système|prompt',
    give: 'attribue[zr]?|donne[zr]?|mets|mettez|notez|note(?:-| )(?:nous|moi|ce|cette)|évalue[zr]?|classe[zr]?|accorde[zr]?',
    top: '(?:note|score|notation|points?)\\P{L}[^.!?\\n]{0,30}(?:100|maxim\\p{L}*)|maxim\\p{L}* (?:de )?(?:note|score|points)|meilleure note|100 ?(?:sur|/) ?100|100 points',
  },
  es: {
    dismiss:
      'ignor(?:a|e|en|ar)|olvid(?:a|e|en)|omit(?:e|a|an)|descart(?:a|e)|haz caso omiso|haga caso omiso|no (?:apliques|aplique|uses|sigas|siga|hagas caso)|pas(?:a|e) por alto|desestim(?:a|e)|s[áa]ltate|deja(?= [^.]{0,30}(?:de lado|aparte))|haz como si|no tengas en cuenta',
    rules:
      'todo lo (?:anterior|de arriba|dicho|que)|instruccion|regla|indicacion|directri|r[úu]brica|criterio|directiva|papel de|rol de|prompt',
    give: 'punt[úu]a|califi(?:ca|que|quen)(?:nos|me|le)?|calif[íi](?:ca|que)(?:nos|me|lo|le)|asigna|asigne|d[ea](?:me|nos|le)|da|pon(?:le|me|ga)?|otorga|otorgue|eval[úu][ae]|marca|marque',
    top: 'm[áa]xim\\p{L}*|100(?: ?(?:puntos|/|sobre|%))|\\b100\\b(?! (?:licencias|usuarios|empleados|personas|unidades))|m[áa]s alt\\p{L}*|aprobad\\p{L}*|calificad\\p{L}* como',
  },
  pt: {
    dismiss:
      'ignor(?:e|a|ar|em)|esque[çc]a|desconsider(?:e|a|ar|em)|desrespeite|n[ãa]o (?:siga|aplique|use)|descarte|deix(?:e|a|em)(?= [^.]{0,30}de lado)|não (?:ligue|considere)|esqueça-se',
    rules:
      'tudo (?:o que|acima|isso)|instru[çc](?:ões|oes|ão|ao)|regra|rubrica|diretri[zc]|crit[ée]rio|orienta[çc]|papel de|prompt',
    give: 'avali(?:e|a|em)|atribu(?:a|i|am)|d[êe](?:em|-nos|-me)|dê|dar|pontu(?:e|a)|classifi(?:que|ca)|marque|conceda',
    top: 'm[áa]xim\\p{L}*|nota 10\\b|100 pontos|pontua[çc][ãa]o (?:de )?100|mais alt\\p{L}*|aprovad\\p{L}*',
  },
  it: {
    dismiss:
      'ignor(?:a|i|ate|are)|dimentica(?:te)?|trascur(?:a|i|ate)|non (?:seguire|tenere conto)|disattend(?:i|ete)|salta(?:te)?|non applicare|scart(?:a|i)|lascia(?:te)?(?= [^.]{0,30}(?:da parte|perdere))|fai finta',
    rules: 'tutto (?:quanto|ciò|quello|il testo)|istruzion|regol|direttiv|criteri|indicazion|ruolo di|prompt',
    give: 'assegna(?:te|re)?|dai|date|dammi|dacci|dateci|valuta(?:te|re)?|attribui(?:sci|te)?|classifica|dagli',
    top: 'punteggio[^.!?\\n]{0,25}(?:100|massim\\p{L}*|pi[ùu] alto)|massim\\p{L}* (?:punteggio|voto|punti|priorit\\p{L}*)|voto massimo|massim\\p{L}* dei (?:voti|punti)|il massimo|100 (?:punti|su)|approvat\\p{L}*',
  },
  nl: {
    dismiss:
      'negeer|vergeet|negeren|sla [^.]{0,30} over|laat(?= [^.]{0,40} (?:buiten beschouwing|voor wat|achterwege|links))|let niet op',
    rules: 'alles (?:hierboven|hiervoor|wat)|instructie|regel|richtlijn|opdracht|aanwijzing|criteri|prompt',
    give: 'geef|beoordeel|ken(?= [^.]{0,30} toe)|scoor|markeer|zet',
    top: 'hoogste|maximale?|100 ?(?:punten|%|van)|score van 100|goedgekeurd|gekwalificeerd',
  },
  pl: {
    dismiss:
      'zignoruj(?:cie)?|ignoruj(?:cie)?|zapomnij(?:cie)?|pomi[ńn](?:cie)?|nie (?:przestrzegaj|zważaj)|od[łl][óo][żz]|olej',
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
    dismiss: 'unohda|älä piittaa|ohita|älä (?:noudata|välitä)|jätä huomiotta|sivuuta',
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
    dismiss: '(?:yok say|göz ardı et|görmezden gel|unut|dikkate alma|önemseme|yoksay|boş ver)\\p{L}*',
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
      '(?:про)?игнориру(?:й|йте)|забудь(?:те)?|не (?:следуй|обращай|выполняй|учитывай)(?:те)?|отмени(?:те)?|пренебреги(?:те)?|отбрось(?:те)?|наплюй(?:те)?|не (?:смотри|следуйте|оценивай|применяй)(?:те)?',
    rules:
      'вс[её],? (?:что )?(?:выше|ранее|до этого|предыдущ)|инструкци|указани|правил(?!ьн)|критери|команд|директив|промпт|подсказ',
    give: 'постав(?:ь|ьте)|присво(?:й|йте)|дай(?:те)?|оцени(?:те)?|выстав(?:ь|ьте)|назнач(?:ь|ьте)|отмет(?:ь|ьте)|выда(?:й|йте)',
    top: 'максимальн\\p{L}*|наивысш\\p{L}*|высш\\p{L}*|сто баллов|100 ?(?:балл\\p{L}*|из|%)|одобрен\\p{L}*',
  },
  uk: {
    dismiss: '(?:про)?ігнору(?:й|йте)|забудь(?:те)?|не (?:виконуй|зважай|дотримуйся|застосовуй)(?:те)?|знехтуй(?:те)?',
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
    dismiss: '[وف]?(?:لا تطبق|لا تستخدم|اترك|دع|لا تلتزم|لا تتقيد|تجاهل|إنسَ?|انسَ?|تجاوز|أهمل|اهمل|لا تتبع)\\p{L}*',
    rules:
      '[وبلف]{0,2}(?:كل ما (?:سبق|ورد)|تعليمات|التعليمات|القواعد|قواعد|الأوامر|الاوامر|إرشادات|الإرشادات|المعايير|معايير|توجيهات|التوجيهات)',
    give: '[وف]?(?:أعط|اعط|امنح|قيّ?م|ضع|سجل)\\p{L}*',
    top: 'أعلى|اعلى|الدرجة الكاملة|100|١٠٠|القصوى|كاملة',
  },
  he: {
    dismiss: 'התעל(?:ם|מי|מו)|שכח(?:י|ו)?|תתעל\\p{L}*|אל תציית',
    rules: '\\p{L}?הוראות|\\p{L}?הנחיות|\\p{L}?כללים|\\p{L}?קריטריונים',
    give: 'ו?(?:תן|תני|תנו|דרג|דרגי|הענק|סמן)',
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
