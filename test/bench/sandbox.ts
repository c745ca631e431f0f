import { type Browser, chromium, type Page } from 'playwright-core'
import { sandboxClient } from '#bot/sandbox/client.ts'
import { findChromium } from '#test/support/chromium.ts'
import { startSandboxProgram } from '#test/support/sandbox-program.ts'
import { type Bench, type Figure, quantile } from './bench.ts'

const VISITS = 7
const COMMANDS = 25
const MESSAGES = 1000

/** What somebody feels who uses the page: the real program, a real browser, no network but the loopback. */
export const sandbox: Bench = {
  name: 'sandbox',
  measures: 'the page of the stand-in workspace in headless Chromium',
  async run() {
    const executablePath = findChromium()
    if (!executablePath) throw new Error('This benchmark needs a browser: apt-get install chromium.')
    const program = await startSandboxProgram()
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
    try {
      return [
        ...(await opening(browser, program.url)),
        ...(await answering(browser, program.url)),
        ...(await drawing(browser, program.url)),
      ]
    } finally {
      await browser.close()
      await program.stop()
    }
  },
}

/** From the navigation to the first message on the screen and a line that takes what is typed. */
async function opening(browser: Browser, url: string): Promise<Figure[]> {
  const samples: number[] = []
  for (let visit = 0; visit < VISITS; visit += 1) {
    const page = await browser.newPage()
    const began = performance.now()
    await page.goto(url, { waitUntil: 'commit' })
    await page.locator('article').first().waitFor()
    await page.getByRole('combobox', { name: 'Message' }).fill('x')
    samples.push(performance.now() - began)
    await page.close()
  }
  const [ours, bare] = [quantile(samples, 0.5), await openingBare(browser, url)]
  const peer = 'one small picture from the same server'
  return [
    { figure: 'page interactive, median', value: ours, unit: 'ms', bound: '< 1000' },
    { figure: 'ratio of the opening', value: ours / bare, unit: '×', peer },
  ]
}

/** The smallest thing that the same server shows: one picture. */
async function openingBare(browser: Browser, url: string): Promise<number> {
  const samples: number[] = []
  for (let visit = 0; visit < VISITS; visit += 1) {
    const page = await browser.newPage()
    const began = performance.now()
    await page.goto(new URL('/page/mask.svg', url).href)
    await page.locator('svg').waitFor()
    samples.push(performance.now() - began)
    await page.close()
  }
  return quantile(samples, 0.5)
}

/** From Enter to the answer on the screen; the peer is the same command at the door, without a page. */
async function answering(browser: Browser, url: string): Promise<Figure[]> {
  const page = await browser.newPage()
  await page.goto(url)
  await page.locator('article').first().waitFor()
  const field = page.getByRole('combobox', { name: 'Message' })
  const samples: number[] = []
  for (let round = 0; round < COMMANDS; round += 1) {
    await field.fill('/persona carla')
    const arrived = page.evaluate<number>(NEXT_MESSAGE)
    await field.press('Enter')
    samples.push(await arrived)
  }
  await page.close()
  const sam = sandboxClient(url).as('sam')
  const atDoor: number[] = []
  for (let round = 0; round < COMMANDS; round += 1) {
    const began = performance.now()
    const answer = sam.next({ in: '#sales' })
    await sam.command('#sales', '/persona carla')
    await answer
    atDoor.push(performance.now() - began)
  }
  const [ours, theirs] = [quantile(samples, 0.5), quantile(atDoor, 0.5)]
  const peer = 'the same command at the door'
  return [
    { figure: 'command answered, p50', value: ours, unit: 'ms', bound: '< 300' },
    { figure: 'command answered, p95', value: quantile(samples, 0.95), unit: 'ms' },
    { figure: 'ratio of the p50', value: ours / theirs, unit: '×', peer },
  ]
}

/** Milliseconds from the key to the frame after the message is there; runs in the page. */
const NEXT_MESSAGE = `new Promise((resolve) => {
  const list = document.querySelector('.messages')
  const before = list.querySelectorAll('article').length
  let began
  addEventListener('keydown', () => { began = performance.now() }, { capture: true, once: true })
  const seen = new MutationObserver(() => {
    if (list.querySelectorAll('article').length <= before) return
    seen.disconnect()
    requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - began)))
  })
  seen.observe(list, { childList: true })
})`

/** A thousand cards drawn by the page's own modules and laid out; the peer is their bare text. */
async function drawing(browser: Browser, url: string): Promise<Figure[]> {
  const page = await browser.newPage()
  await page.goto(url)
  await page.locator('article').first().waitFor()
  const door = sandboxClient(url).as('sam')
  await door.command('#sales', '/persona carla')
  await door.next({ in: '#sales' }).catch(() => undefined)
  const card = await door.last('#sales')
  const ours = await timed(page, card, true)
  const plain = await timed(page, card, false)
  await page.close()
  const peer = 'the same messages as bare text'
  return [
    { figure: `${MESSAGES} messages drawn`, value: ours, unit: 'ms', bound: '< 1000' },
    { figure: 'ratio', value: ours / plain, unit: '×', peer },
  ]
}

async function timed(page: Page, message: unknown, blocks: boolean): Promise<number> {
  const samples: number[] = []
  const input = JSON.stringify({ message, count: MESSAGES, blocks })
  for (let round = 0; round < 5; round += 1) samples.push(await page.evaluate<number>(`(${DRAW})(${input})`))
  return quantile(samples, 0.5)
}

const DRAW = `async ({ message, count, blocks }) => {
  const { messageNode } = await import('/page/message.js')
  const { createWorld } = await import('/page/world.js')
  const { openDoor, takeToken } = await import('/page/door.js')
  const door = openDoor(takeToken())
  const world = createWorld(door)
  await world.load()
  const list = document.querySelector('.messages')
  const began = performance.now()
  const nodes = Array.from({ length: count }, (_, index) => {
    const one = { ...message, ts: String(1700000000 + index) }
    if (blocks) return messageNode(one, { door, world }, { in: '@app', thread: undefined }, false)
    const node = document.createElement('article')
    node.textContent = one.plain
    return node
  })
  list.replaceChildren(...nodes)
  void list.offsetHeight
  return performance.now() - began
}`
