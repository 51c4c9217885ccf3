import type { Browser, Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CHANNEL, startWorld, type World } from '../support/greenlight.ts'
import { chromiumForTests, openBrowser } from './browser.ts'
import { button, type Seat, sit } from './screen.ts'

const chromium = chromiumForTests()

describe.skipIf(!chromium)('a workspace that is new to Greenlight, in a browser', { timeout: 120_000 }, () => {
  let world: World
  let browser: Browser
  let seat: Seat
  let home: Locator
  beforeAll(async () => {
    browser = await openBrowser(chromium ?? '')
    world = await startWorld({ slack: { limits: false } })
    await world.start()
    seat = await sit(browser, 'Alex Kim', { width: 1200, height: 1400 }, world.slack.url)
    home = seat.page.getByRole('main')
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await world?.stop()
  })

  const goHome = () => seat.page.getByRole('navigation').getByRole('button', { name: 'Greenlight' }).click()
  const goToLeads = () =>
    seat.page
      .getByRole('navigation')
      .getByRole('button', { name: /^leads( |$)/ })
      .click()
  const close = () => button(seat.dialog, 'Close').last().click()

  async function map(mapping: string) {
    await seat.dialog.getByLabel('Mapping').fill(mapping)
    await button(seat.dialog, 'Preview').click()
    await seat.dialog.getByText('would be sent as').waitFor()
    await button(seat.dialog, 'Save').click()
    await seat.dialog.getByText('Saved').waitFor()
    await close()
  }

  test('is led on the Home tab to an endpoint and a destination whose mapping is seen before it is saved', async () => {
    const { dialog } = seat
    await goHome()
    await home.getByText('1. Make an endpoint').waitFor()

    await button(home, 'New endpoint').first().click()
    await dialog.getByLabel('Name').fill('web')
    await dialog.getByLabel('Channel for its cards').selectOption(CHANNEL)
    await button(dialog, 'Add').click()
    await dialog
      .getByText(/\/in\//)
      .first()
      .waitFor()
    await close()
    await home.getByText('1. Done').waitFor()

    await button(home, 'New destination').first().click()
    await dialog.getByLabel('Name').fill('crm')
    await dialog.getByLabel('URL').fill(`${world.crm.url}/hook`)
    await button(dialog, 'Add').click()
    const shown = await dialog
      .getByText(/whsec_/)
      .first()
      .innerText()
    world.crm.secret(/whsec_[\w+/=]+/.exec(shown)?.[0] ?? '')
    await close()
    await home.getByText('2. Done').waitFor()

    await button(home, 'Preview its mapping').click()
    await map('{"mail": {"$from": "email"}}')
  })

  test('is told who gets which leads, in which time, and for how long things are kept', async () => {
    const { dialog } = seat
    await button(home, 'New routing rule').click()
    await dialog.getByLabel('Name').fill('website')
    await dialog.getByLabel('From one of these endpoints').selectOption('web')
    await dialog.getByLabel('They belong to').selectOption('U0MORGAN')
    await dialog.getByLabel('Time to answer').fill('5/15')
    await button(dialog, 'Save').click()
    await dialog.getByText(/three numbers of minutes/).waitFor()
    await dialog.getByLabel('Time to answer').fill('5/15/30')
    await button(dialog, 'Save').click()
    await dialog.getByText('website').first().waitFor()
    await close()
    await home.getByText('website').first().waitFor()

    await button(home, 'Settings').click()
    await dialog.getByLabel('sla').fill('20/50/70')
    await dialog.getByLabel('time zone').fill('Europe/Berlin')
    await dialog.getByLabel('business hours').fill('mon-fri 09:00-17:00')
    await dialog.getByLabel('digest channel').selectOption(CHANNEL)
    await dialog.getByLabel('auto reject').fill('5')
    await dialog.getByLabel('deciders').fill('U0ALEX,U0MORGAN')
    await dialog.getByLabel('Retention days', { exact: true }).fill('14')
    await button(dialog, 'Save').click()
    await dialog
      .getByText(/20\/50\/70/)
      .first()
      .waitFor()
    await close()
    expect(await world.admin('settings')).toMatchObject({
      sla: '20/50/70',
      business_hours: 'mon-fri 09:00-17:00',
      deciders: 'U0ALEX,U0MORGAN',
      retention_days: 14,
      fallback_owner: 'off',
    })
  })

  test('gets a test lead to its owner and on to its destination', async () => {
    const { card, thread } = seat
    await button(home, 'Send a test lead').first().click()
    await home.getByText('3. Done').waitFor()
    await close()
    await button(home, 'Show what waits').click()
    await goToLeads()
    await card('Test Lead').getByText('Routed by rule: website').waitFor()
    await button(card('Test Lead'), 'Approve').click()
    const told = await thread('Test Lead')
    await told.getByText(/crm: delivered/).waitFor()
    expect(String(world.crm.received.at(-1)?.body)).toBe('{"mail":"test.lead@example.com"}')
  })

  test('mends a destination from the hint that stands beside it, and sends again what failed', async () => {
    const { card, thread } = seat
    world.crm.behave({ kind: 'status', status: 422, body: '{"error": "mail is unknown; email is required"}' })
    await goHome()
    await home.getByText('Recently decided · 1').waitFor()
    await button(home, 'Send a test lead').first().click()
    await close()
    await goToLeads()
    await card('Test Lead').getByText('Routed by rule: website').waitFor()
    await button(card('Test Lead'), 'Approve').click()
    const failed = await thread('Test Lead')
    await failed.getByText(/crm: parked/).waitFor()
    await goHome()
    await home.getByText(/last error: .*422.*your mapping/s).waitFor()
    await button(home, 'Mapping').click()
    await map('{"email": {"$from": "email"}}')
    world.crm.behave({ kind: 'well' })
    await goToLeads()
    const again = await thread('Test Lead')
    await button(again, 'Retry').click()
    await again.getByText(/crm: delivered/).waitFor()
    expect(String(world.crm.received.at(-1)?.body)).toBe('{"email":"test.lead@example.com"}')
  })

  test('reads the digest in words and as a picture', async () => {
    await goToLeads()
    await world.admin('new', '--name', 'Rita Real', '--email', 'rita@real.example')
    await world.admin('digest', 'now')
    const digest = home.getByRole('article').filter({ hasText: 'Daily digest' }).last()
    await digest.getByText(/Leads in/).waitFor()
    await digest.getByRole('button', { name: /repl(y|ies)/ }).click()
    const picture = seat.page.getByRole('complementary', { name: 'Thread' }).getByRole('img').first()
    await picture.waitFor()
    expect(await picture.getAttribute('alt')).toBe('Leads by source')
  })
})
