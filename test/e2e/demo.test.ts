import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chromiumForTests, openBrowser } from './browser.ts'
import { DEMO_PORTS, mongodPort, occupy, type RunningDemo, runToEnd, startDemo } from './demo-process.ts'
import { arrivals, button, misbehave, openCrm, type Seat, sit } from './screen.ts'

const chromium = chromiumForTests()
const MINUTE_MS = 60_000

describe('the demo, where it cannot start', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'greenlight-demo-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  test('says plainly, in one sentence, that a port is in use', async () => {
    const other = await occupy(3001)
    const { code, said } = await runToEnd('demo', folder)
    await other.free()
    expect(code).toBe(1)
    expect(said).toMatch(/^Port 3001, which the demo needs for Greenlight, is in use: [^.]*\.\n$/)
  })
})

describe.skipIf(!chromium)('the demo, in a browser', { timeout: 90_000 }, () => {
  let folder: string
  let demo: RunningDemo
  let browser: Browser
  let riley: Seat
  let crm: Page

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'greenlight-demo-'))
    browser = await openBrowser(chromium ?? '')
    demo = await startDemo(folder)
    riley = await sit(browser, 'Riley Chen')
    crm = await openCrm(browser)
  }, 120_000)

  afterAll(async () => {
    await browser?.close()
    await demo?.kill()
    await rm(folder, { recursive: true, force: true })
  })

  /** Sends a lead of this name and waits for its card. */
  async function arrive(name: string) {
    const sent = await runToEnd('send-lead', folder, ['--name', name, '--company', 'Voss Marine', '--message', 'Hello'])
    expect(sent).toMatchObject({ code: 0, said: expect.stringMatching(/^202 /) })
    const card = riley.card(name)
    await button(card, 'Approve').waitFor()
    return card
  }

  /** Waits for words in the thread of a lead's card. */
  async function told(name: string, words: RegExp, timeout?: number) {
    const thread = await riley.thread(name)
    await thread.getByText(words).waitFor(timeout ? { timeout } : {})
    return thread
  }

  async function reject(seat: Seat, name: string, note: string) {
    await button(seat.card(name), 'Reject').click()
    await seat.dialog.getByLabel('Reason').selectOption({ label: 'No budget' })
    await seat.dialog.getByLabel('Note').fill(note)
  }

  test.each([
    { width: 1280, height: 800 },
    { width: 1024, height: 768 },
  ])('shows the newest card whole at its foot on $width × $height, and nothing overlaps', async (size) => {
    const { page } = await sit(browser, 'Riley Chen', size)
    const newest = page.getByRole('main').getByRole('article').last()
    await button(newest, 'Approve').waitFor()
    const [box, composer] = [await newest.boundingBox(), await page.locator('.composer').boundingBox()]
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(composer?.y ?? 0)
    expect((composer?.y ?? 0) + (composer?.height ?? 0)).toBeLessThanOrEqual(size.height)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(size.width)
    await page.close()
  })

  test('a click on Approve becomes a signed row in the CRM and a line in the thread', async () => {
    const card = await arrive('Nadia Approved')
    await button(card, 'Approve').click()
    await card.getByText(/^Approved by @Riley/).waitFor()
    const row = arrivals(crm, 'Nadia Approved')
    await row.waitFor()
    expect(await row.getAttribute('data-event')).toBe('lead.qualified')
    expect(await row.getAttribute('data-signature')).toBe('held')
    await told('Nadia Approved', /^CRM: delivered, 200, \d+ ms$/)
    await button(card, 'Reopen').waitFor()
  })

  test('a handoff that the CRM refused is parked with the reason, and sent again from the thread', async () => {
    await misbehave(crm, '422 with a reason', 'for the next one')
    await button(await arrive('Nadia Parked'), 'Approve').click()
    const thread = await told('Nadia Parked', /CRM: parked: 422.*the field "email" is required/)
    await button(thread, 'Retry').click()
    await thread.getByText(/CRM: delivered, 200/).waitFor()
    expect(await arrivals(crm, 'Nadia Parked').count()).toBe(2)
  })

  test('a CRM that fails twice is tried again, and the thread tells each wait', async () => {
    await misbehave(crm, '503 Service Unavailable', 'for the next two')
    const card = await arrive('Nadia Patient')
    await button(card, 'Approve').click()
    const thread = await told('Nadia Patient', /CRM: retrying, attempt 2 of 10, next try in \d+ s .*: 503/)
    await thread.getByText(/CRM: retrying, attempt 3 of 10, next try in \d+ s .*: 503/).waitFor()
  })

  test('Reject asks for a reason, says where it is missing, and shows it on the card', async () => {
    const card = await arrive('Nadia Rejected')
    await button(card, 'Reject').click()
    await button(riley.dialog, 'Reject').click()
    await riley.dialog.getByRole('alert').getByText('Please complete this required field.').waitFor()
    await riley.dialog.getByLabel('Reason').selectOption({ label: 'No budget' })
    await riley.dialog.getByLabel('Note').fill('ask again in May')
    await button(riley.dialog, 'Reject').click()
    await card.getByText('Rejected by @Riley').waitFor()
    await card.getByText('Reason: No budget').waitFor()
    await card.getByText('Note: ask again in May').waitFor()
    await arrivals(crm, 'Nadia Rejected').waitFor()
  })

  test('Review leaves the buttons, with who looks into it and the note', async () => {
    const card = await arrive('Nadia Reviewed')
    await button(card, 'Review').click()
    await riley.dialog.getByLabel('Who looks into it').selectOption({ label: 'Morgan Diaz' })
    await riley.dialog.getByLabel('Note').fill('do we know them?')
    await button(riley.dialog, 'Review').click()
    await card.getByText('@Morgan looks into it').waitFor()
    await card.getByText('Note: do we know them?').waitFor()
    await button(card, 'Approve').waitFor()
    expect(await arrivals(crm, 'Nadia Reviewed').getAttribute('data-event')).toBe('lead.review_requested')
  })

  test('an undone decision is not sent; the next one is', async () => {
    const card = await arrive('Nadia Undone')
    await button(card, 'Approve').click()
    await button(card, 'Undo').click()
    await button(card, 'Approve').waitFor()
    await card.getByText('Decision undone by @Riley').waitFor()
    await button(card, 'Approve').click()
    await arrivals(crm, 'Nadia Undone').waitFor()
    expect(await arrivals(crm, 'Nadia Undone').count()).toBe(1)
  })

  test('who comes late is told who was first, and only they see it', async () => {
    const card = await arrive('Nadia Wanted')
    const morgan = await sit(browser, 'Morgan Diaz')
    await reject(morgan, 'Nadia Wanted', 'too small')
    await button(card, 'Approve').click()
    await card.getByText(/^Approved by @Riley/).waitFor()
    await button(morgan.dialog, 'Reject').click()
    await morgan.whisper.getByText(/^Already approved by @Riley, today at/).waitFor()
    expect(await riley.whisper.count()).toBe(0)
    await morgan.page.close()
  })

  test('the channel says what to do first, and where what is approved arrives', async () => {
    await riley.page.getByText('Approve a lead, open its thread').waitFor()
    const [opened] = await Promise.all([
      riley.page.waitForEvent('popup'),
      riley.page.getByRole('link', { name: 'http://localhost:3002' }).click(),
    ])
    await opened.locator('tr[data-contact]').filter({ hasText: 'Nadia Approved' }).waitFor()
    await opened.close()
  })

  test("strangers' markup is drawn as it stands, where Slack parses nothing", async () => {
    const name = 'Nadia <!here> *Bold*'
    await button(await arrive(name), 'More actions').click()
    await riley.page.getByRole('menuitem', { name: 'Details' }).click()
    await riley.dialog.getByText(name).first().waitFor()
    await button(riley.dialog, 'Close').click()
  })

  test('the list of people closes when it is not wanted', async () => {
    await riley.page.getByRole('button', { name: /switch user/ }).click()
    await riley.page.keyboard.press('Escape')
    await riley.page.getByLabel('People').waitFor({ state: 'detached' })
  })

  test('Details shows what the card leaves out', async () => {
    await button(riley.card('Nadia Approved'), 'More actions').click()
    await riley.page.getByRole('menuitem', { name: 'Details' }).click()
    await riley.dialog.getByText(/CRM \(lead.qualified\): delivered, 200/).waitFor()
    await riley.dialog.getByText(/Approved · Riley Chen/).waitFor()
    await button(riley.dialog, 'Close').click()
    await riley.dialog.waitFor({ state: 'detached' })
  })

  test('the Home tab decides a lead as its card does, and /leads finds it', async () => {
    const card = await arrive('Nadia Homely')
    const { page } = riley
    await page.getByRole('navigation').getByRole('button', { name: 'Greenlight' }).click()
    const home = page.getByRole('main')
    await home.getByText('Nadia Homely, Voss Marine').waitFor()
    await home.getByRole('button', { name: 'Approve', exact: true }).first().click()
    await home.getByText('Nadia Homely, Voss Marine').waitFor({ state: 'detached' })
    await page.getByRole('navigation').getByRole('button', { name: 'leads', exact: true }).click()
    await card.getByText(/^Approved by @Riley/).waitFor()
    await page.getByRole('textbox', { name: 'Message #leads' }).fill('/leads find homely')
    await page.keyboard.press('Enter')
    await riley.whisper.getByText('Nadia Homely, Voss Marine').waitFor()
  })

  test('an answer to a command comes into sight, however far up its reader has scrolled', async () => {
    const { page, whisper } = riley
    await page.evaluate("document.querySelector('.messages').scrollTop = 0")
    await page.getByRole('textbox', { name: 'Message #leads' }).fill('/leads inbox nonsense')
    await page.keyboard.press('Enter')
    await whisper.getByText('must be one of').waitFor()
    const [answer, composer] = [await whisper.boundingBox(), await page.locator('.composer').boundingBox()]
    expect((answer?.y ?? 0) + (answer?.height ?? 0)).toBeLessThanOrEqual(composer?.y ?? 0)
  })

  test("a guest's click is refused with a reason", async () => {
    const card = await arrive('Nadia Guarded')
    const gale = await sit(browser, 'Guest Gale')
    await button(gale.card('Nadia Guarded'), 'Approve').click()
    await gale.whisper.getByText('Guests and people of other companies can look, but not decide.').waitFor()
    await button(card, 'Approve').waitFor()
    await gale.page.close()
  })

  test('what the CRM failed to take twice has arrived within the minute', async () => {
    await told('Nadia Patient', /CRM: delivered, 200/, MINUTE_MS)
    const times = await arrivals(crm, 'Nadia Patient').locator('time').evaluateAll(instants)
    expect(times).toHaveLength(3)
    expect(Math.max(...times) - Math.min(...times)).toBeLessThan(MINUTE_MS)
  })

  test('ends with Ctrl-C and leaves nothing running', async () => {
    const ports = [...DEMO_PORTS, await mongodPort(folder)]
    expect(await demo.interrupt()).toMatchObject({ code: 0, said: expect.not.stringContaining('"level"') })
    for (const port of ports) await (await occupy(port)).free()
  })

  test('a second start knows the leads, their threads and the contacts of the first', async () => {
    demo = await startDemo(folder)
    riley = await sit(browser, 'Riley Chen')
    await riley
      .card('Nadia Approved')
      .getByText(/^Approved by @Riley/)
      .waitFor()
    await told('Nadia Approved', /CRM: delivered, 200/)
    await crm.reload()
    await crm.locator('tr[data-contact]').filter({ hasText: 'Nadia Approved' }).waitFor()
    await button(riley.card('Nadia Guarded'), 'Approve').click()
    await arrivals(crm, 'Nadia Guarded').waitFor()
    await told('Nadia Guarded', /CRM: delivered, 200/)
    expect(await demo.interrupt()).toMatchObject({ code: 0, said: expect.not.stringContaining('"level"') })
  })
})

function instants(times: { getAttribute(name: string): string | null }[]): number[] {
  return times.map((time) => Date.parse(time.getAttribute('datetime') ?? ''))
}
