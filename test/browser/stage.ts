import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { type SandboxClient, sandboxClient } from '#bot/sandbox/client.ts'
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

export const launch = (): Promise<Browser> =>
  chromium.launch({ executablePath: findChromium() ?? '', args: FLAGS.split(' ') })

export async function visit(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options })
  context.setDefaultTimeout(8000)
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

export type Program = { url: string; client: SandboxClient; stop(): Promise<void>; kill(): Promise<void> }

/** The real program, as `npm start` runs it, in a data directory that is removed at the end if it was made here. */
export async function startProgram({ directory = '', port = 0 } = {}): Promise<Program> {
  const own = directory === '' ? await mkdtemp(join(tmpdir(), 'dramatis-page-')) : undefined
  const environment = {
    DATABASE_URL: '',
    SLACK_BOT_TOKEN: '',
    SLACK_APP_TOKEN: '',
    SLACK_SIGNING_SECRET: '',
    DATA_DIR: own ?? directory,
    PORT: String(port),
    TZ_TEAM: 'Europe/Berlin',
    LOG_LEVEL: 'error',
  }
  const child = spawn(process.execPath, ['bot/main.ts'], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const url = await printedUrl(child)
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill(signal)
      await once(child, 'exit')
    }
    if (own !== undefined) await rm(own, { recursive: true, force: true })
  }
  return { url, client: sandboxClient(url), stop: () => end('SIGTERM'), kill: () => end('SIGKILL') }
}

async function printedUrl(child: ChildProcess): Promise<string> {
  let printed = ''
  for await (const chunk of child.stdout ?? []) {
    printed += String(chunk)
    const [url] = /http:\/\/\S+/.exec(printed) ?? []
    if (url) return url
  }
  throw new Error('The program ended before it printed its page.')
}
