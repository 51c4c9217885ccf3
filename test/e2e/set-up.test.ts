import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CHANNEL, startWorld, type World } from '../support/greenlight.ts'
import { chromiumForTests, openBrowser } from './browser.ts'
import { button, sit } from './screen.ts'

const chromium = chromiumForTests()

describe.skipIf(!chromium)('a workspace that is new to Greenlight, in a browser', { timeout: 120_000 }, () => {
  let world: World
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser(chromium ?? '')
    world = await startWorld({ slack: { limits: false } })
    await world.start()
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await world?.stop()
  })

  test('is led on the Home tab from an endpoint to a lead that arrives at its destination', async () => {
    const { page, dialog, card, thread } = await sit(browser, 'Alex Kim', undefined, world.slack.url)
    await page.getByRole('navigation').getByRole('button', { name: 'Greenlight' }).click()
    const home = page.getByRole('main')
    await home.getByText('1. Make an endpoint').waitFor()

    await button(home, 'New endpoint').first().click()
    await dialog.getByLabel('Name').fill('web')
    await dialog.getByLabel('Channel for its cards').selectOption(CHANNEL)
    await button(dialog, 'Add').click()
    await dialog.getByText(/\/in\//).waitFor()
    await button(dialog, 'Close').last().click()
    await home.getByText('1. Done').waitFor()

    await button(home, 'New destination').first().click()
    await dialog.getByLabel('Name').fill('crm')
    await dialog.getByLabel('URL').fill(`${world.crm.url}/hook`)
    await button(dialog, 'Add').click()
    const secret = /whsec_[\w+/=]+/.exec(
      await dialog
        .getByText(/whsec_/)
        .first()
        .innerText(),
    )?.[0]
    world.crm.secret(secret ?? '')
    await button(dialog, 'Close').last().click()
    await home.getByText('2. Done').waitFor()

    await button(home, 'Preview its mapping').click()
    await dialog.getByLabel('Mapping').fill('{"mail": {"$from": "email"}}')
    await button(dialog, 'Preview').click()
    await dialog.getByText('would be sent as').waitFor()
    await button(dialog, 'Save').click()
    await dialog.getByText('Saved').waitFor()
    await button(dialog, 'Close').last().click()

    await button(home, 'Send a test lead').first().click()
    await home.getByText('3. Done').waitFor()
    await dialog.getByRole('button', { name: 'Close' }).last().click()
    await page
      .getByRole('navigation')
      .getByRole('button', { name: /^leads( |$)/ })
      .click()
    await button(card('Test Lead'), 'Approve').click()
    const told = await thread('Test Lead')
    await told.getByText(/crm: delivered/).waitFor()
    expect(String(world.crm.received.at(-1)?.body)).toBe('{"mail":"test.lead@example.com"}')
  })
})
