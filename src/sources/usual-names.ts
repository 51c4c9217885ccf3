/** What a value under a usual name is; first and last names make a name. */
export type UsualTarget = 'name' | 'first' | 'last' | 'email' | 'phone' | 'company' | 'message' | 'source' | 'timestamp'

/** How forms call these, the likeliest first; compared without case, marks and punctuation. */
const USUAL: Record<UsualTarget, string> = {
  name: 'name, full name, complete name, display name, name surname, nombre, nombre completo, nome, nome completo, nom, nom complet, naam, namn, navn, imię i nazwisko, ad soyad, имя, фио, ім’я, 姓名, 名字, 名前, お名前, 氏名, 이름, 성함, الاسم, שם, नाम, ชื่อ, họ tên, nama',
  first:
    'first name, first, fname, given name, forename, vorname, prénom, primer nombre, primeiro nome, voornaam, förnamn, fornavn, imię',
  last: 'last name, last, lname, surname, family name, nachname, nom de famille, apellido, apellidos, sobrenome, cognome, achternaam, efternamn, etternavn, nazwisko, фамилия, прізвище',
  email:
    'email, email address, e-mail-adresse, mail, mail address, emails, adresse email, adresse mail, courriel, correo, correo electrónico, endereço de email, indirizzo email, e-mailadres, электронная почта, почта, имейл, 邮箱, 电子邮件, 電子郵件, メール, メールアドレス, 이메일, البريد الإلكتروني, אימייל, ईमेल, อีเมล',
  phone:
    'phone, phone number, phone no, telephone, telephone number, tel, mobile, mobile phone, mobile number, cell, cell phone, cellphone, whatsapp, whatsapp number, number to call, callback number, call back number, callback phone, contact number, best number, best phone number, home phone, daytime phone, phones, telefon, telefonnummer, handy, mobil, téléphone, numéro de téléphone, teléfono, número de teléfono, móvil, celular, telefone, telemóvel, telefono, cellulare, telefoonnummer, телефон, номер телефона, 电话, 电话号码, 手机, 手机号, 電話, 電話番号, 전화, 전화번호, 연락처, الهاتف, رقم الهاتف, טלפון, फ़ोन, โทรศัพท์',
  company:
    'company, company name, organization, organization name, organisation, organisation name, business, business name, employer, account name, firma, firmenname, unternehmen, société, entreprise, empresa, compañía, azienda, società, bedrijf, bedrijfsnaam, företag, компания, организация, 公司, 公司名称, 会社, 会社名, 회사, 회사명, الشركة, חברה, कंपनी, บริษัท',
  message:
    'message, message text, message body, comment, comments, inquiry, enquiry, question, questions, request, description, details, notes, note, body, text, content, summary, how can we help, how can we help you, nachricht, anfrage, mitteilung, kommentar, commentaire, demande, mensaje, consulta, comentario, comentarios, mensagem, messaggio, richiesta, bericht, vraag, meddelande, сообщение, комментарий, вопрос, 留言, 消息, 内容, メッセージ, お問い合わせ内容, 문의, 문의내용, 메시지, الرسالة, הודעה, संदेश, ข้อความ',
  source:
    'source, lead source, utm source, channel, campaign, campaign name, utm campaign, form name, form title, quelle, fuente, origen, origem',
  timestamp:
    'timestamp, submitted at, submission time, submission date, submitted, created at, created, sent at, received at',
}

/** Words before a name that say nothing about what it is. */
const QUALIFIERS = new Set(
  'your my the our what is are contact customer client lead visitor person guest patient caller buyer prospect applicant sender primary main work business personal private field fields form data input please enter votre ihr ihre su tu seu sua'.split(
    ' ',
  ),
)

const RANKED = new Map(
  Object.entries(USUAL).flatMap(([target, names]) =>
    names.split(', ').map((name, rank) => [wordsOf(name).join(''), { target, rank }] as const),
  ),
)
const QUALIFIED_RANK = 1000

/** What a field of that name usually holds, and how unlikely that is among names of the same; null where nothing is usual. */
export function usualTarget(name: string): { target: string; rank: number } | null {
  const words = wordsOf(name)
  const exact = RANKED.get(words.join(''))
  if (exact) return exact
  const start = words.findIndex((word) => !QUALIFIERS.has(word))
  const rest = start > 0 ? RANKED.get(words.slice(start).join('')) : undefined
  return rest ? { target: rest.target, rank: rest.rank + QUALIFIED_RANK } : null
}

/** `firstName`, `First-Name` and `first name *` are the same words. */
function wordsOf(name: string): string[] {
  return name
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
}
