import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { findChromium } from '#test/support/chromium.ts'

const ARTEFACTS = fileURLToPath(new URL('../artefacts/', import.meta.url))
const FLAGS =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync'

/** A page with what its console said and what failed in it. */
export type Visit = Page & { troubles: string[] }
export type Visitor = {
  visit(url: string, options?: BrowserContextOptions): Promise<Visit>
}

/** Tests that look at the page in a headless browser; skipped where there is none. */
export function inBrowser(name: string, tests: (visitor: Visitor) => void): void {
  describe.skipIf(findChromium() === undefined)(name, () => {
    let browser: Browser | undefined
    beforeAll(async () => {
      browser = await launch()
    })
    afterAll(() => browser?.close())
    tests({
      async visit(url, options) {
        if (browser === undefined) throw new Error('The browser is there within tests and hooks only.')
        return await visit(browser, url, options)
      },
    })
  })
}

const launch = (): Promise<Browser> =>
  chromium.launch({ executablePath: findChromium() ?? '', args: FLAGS.split(' ') })

async function visit(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options })
  context.setDefaultTimeout(15_000)
  const page = await context.newPage()
  const troubles: string[] = []
  page.on('console', (said) => {
    if (said.type() === 'error' || said.type() === 'warning') troubles.push(said.text())
  })
  page.on('pageerror', (error) => troubles.push(String(error)))
  await page.goto(url)
  await page.locator('.frame').waitFor()
  return Object.assign(page, { troubles })
}

/** Keeps a picture of the page in test/artefacts, to be looked at. */
export async function shot(page: Page, name: string): Promise<void> {
  await mkdir(ARTEFACTS, { recursive: true })
  await page.screenshot({ path: join(ARTEFACTS, `${name}.png`) })
}

/** The messages that are on the screen, newest last. */
export const messagesIn = (page: Page) => page.getByRole('log', { name: 'Messages' }).locator('article')

export async function say(page: Page, text: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Message' }).fill(text)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Enter')
}

export async function become(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Be somebody else' }).getByText(name).click()
  await page.getByText(`You are ${name} now.`).waitFor()
}

export async function goTo(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Conversations' }).getByText(name, { exact: true }).click()
}

export const noTroubles = (page: Visit) => expect(page.troubles).toEqual([])
