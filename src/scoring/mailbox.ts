/** What an e-mail address says about its owner; the only thing of it that leaves the house. */
type MailboxClass = 'company domain' | 'free mailbox' | 'disposable' | 'not given'

const FREE = new Set(
  `gmail.com googlemail.com yahoo.com ymail.com rocketmail.com hotmail.com outlook.com live.com msn.com aol.com icloud.com me.com mac.com
  proton.me protonmail.com pm.me gmx.de gmx.net gmx.com gmx.at gmx.ch web.de t-online.de freenet.de mail.com email.com zoho.com zohomail.com yandex.com
  yandex.ru mail.ru bk.ru inbox.ru list.ru rambler.ru ukr.net qq.com 163.com 126.com sina.com foxmail.com naver.com daum.net hanmail.net
  rediffmail.com orange.fr wanadoo.fr free.fr laposte.net sfr.fr libero.it virgilio.it tin.it alice.it uol.com.br bol.com.br terra.com.br
  comcast.net verizon.net att.net sbcglobal.net cox.net charter.net btinternet.com sky.com virginmedia.com bigpond.com fastmail.com hey.com
  tutanota.com tuta.io seznam.cz wp.pl o2.pl onet.pl interia.pl bluewin.ch telenet.be ziggo.nl kpnmail.nl`.split(/\s+/),
)
/** Providers that are free in every country: yahoo.co.uk, hotmail.fr, outlook.de … */
const FREE_ANYWHERE = /^(?:yahoo|hotmail|outlook|live|msn)\.[a-z]{2,3}(?:\.[a-z]{2})?$/

const DISPOSABLE = new Set(
  `mailinator.com guerrillamail.com guerrillamail.net guerrillamail.org sharklasers.com grr.la 10minutemail.com 10minutemail.net tempmail.com temp-mail.org
  temp-mail.io tempmail.net yopmail.com yopmail.fr trashmail.com trashmail.de getnada.com nada.email dispostable.com maildrop.cc mailnesia.com
  mintemail.com mohmal.com throwawaymail.com fakeinbox.com discard.email spamgourmet.com mailcatch.com moakt.com emailondeck.com tempr.email
  burnermail.io inboxkitten.com mytemp.email wegwerfmail.de spambox.us mail-temp.com 1secmail.com 1secmail.net tmpmail.org`.split(
    /\s+/,
  ),
)

/** The class of an address by its domain, without asking anybody. */
export function mailboxOf(email: string | null): MailboxClass {
  const domain = email?.trim().toLowerCase().split('@').at(-1)
  if (!email?.includes('@') || !domain) return 'not given'
  if (DISPOSABLE.has(domain)) return 'disposable'
  return FREE.has(domain) || FREE_ANYWHERE.test(domain) ? 'free mailbox' : 'company domain'
}

/** Does this address belong to an organisation of its own, as far as the domain tells? */
export function isCompanyMail(email: string | null): boolean {
  return mailboxOf(email) === 'company domain'
}
