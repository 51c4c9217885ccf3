import { convert } from 'html-to-text'

/** An element that ends, or one that holds nothing; a lone `<` is no markup, nor is an address in angle brackets. */
const MARKUP =
  /<(?:\/(?:a|b|blockquote|body|center|code|div|em|font|h[1-6]|html|i|li|ol|p|pre|section|small|span|strong|table|td|th|tr|u|ul)|(?:br|hr)\s*\/?)\s*>/i
/** Longer texts, and what lies deeper, would keep the process from its other work. */
const MAX_CHARACTERS = 50_000
const MAX_DEPTH = 64

const OPTIONS = {
  wordwrap: false,
  limits: { maxDepth: MAX_DEPTH },
  selectors: [
    { selector: 'a', options: { hideLinkHrefIfSameAsText: true } },
    { selector: 'img', format: 'skip' },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
  ],
} as const

/** What a person would read of HTML; null for what is none, is too long, or shows nothing but pictures. */
export function textOfHtml(html: string): string | null {
  if (html.length > MAX_CHARACTERS || !MARKUP.test(html)) return null
  const text = convert(html, { ...OPTIONS, selectors: [...OPTIONS.selectors] })
  return text.replace(/\n{3,}/g, '\n\n').trim() || null
}
