import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { CRM_URL, SLACK_URL } from './demo-process.ts'

/** How long a page may take on a machine that has much else to do. */
const PATIENCE_MS = 30_000

/** Somebody in front of the local Slack. */
export type Seat = {
  page: Page
  /** The newest card of a lead of this name. */
  card(name: string): Locator
  /** Opens the card's thread and answers the pane. */
  thread(name: string): Promise<Locator>
  dialog: Locator
  /** The newest message that only this person sees. */
  whisper: Locator
}

/** Opens the local Slack as one of its people, through its own user switch. */
export async function sit(
  browser: Browser | BrowserContext,
  person: string,
  size?: Size,
  slackUrl = SLACK_URL,
): Promise<Seat> {
  const page = await browser.newPage(size ? { viewport: size } : {})
  page.setDefaultTimeout(PATIENCE_MS)
  await page.goto(slackUrl)
  await page.getByRole('button', { name: /switch user/ }).click()
  await page.getByLabel('People').getByRole('button', { name: person }).click()
  await page.getByRole('button', { name: `You are ${person}, switch user` }).waitFor()
  const card = (name: string) =>
    page
      .getByRole('main')
      .getByRole('article')
      .filter({ has: titleWith(page, name) })
      .last()
  return {
    page,
    card,
    async thread(name) {
      await card(name)
        .getByRole('button', { name: /repl(y|ies)/ })
        .click()
      return page.getByRole('complementary', { name: 'Thread' })
    },
    dialog: page.getByRole('dialog'),
    whisper: page.getByRole('main').locator('.only-you').last(),
  }
}
type Size = { width: number; height: number }

function titleWith(page: Page, name: string): Locator {
  return page.getByRole('heading', { name })
}

/** A button of exactly these words. */
export function button(place: Locator | Page, words: string): Locator {
  return place.getByRole('button', { name: words, exact: true })
}

/** The CRM's own page. */
export async function openCrm(browser: Browser): Promise<Page> {
  const page = await browser.newPage()
  page.setDefaultTimeout(PATIENCE_MS)
  await page.goto(CRM_URL)
  return page
}

/** What the CRM shows of a lead's arrivals, newest first. */
export function arrivals(crm: Page, name: string): Locator {
  return crm.locator('tr[data-arrival]').filter({ hasText: name })
}

/** Tells the CRM on its own page how to answer. */
export async function misbehave(crm: Page, answer: string, howLong: string): Promise<void> {
  await crm.getByLabel('Answer').selectOption({ label: answer })
  await crm.getByLabel('How long').selectOption({ label: howLong })
  await button(crm, 'Misbehave').click()
  await crm.getByText('The CRM misbehaves').waitFor()
}
