import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sandboxPage } from '#bot/sandbox/page/index.ts'
import { type Rehearsal, rehearse } from '#test/flow/sandbox-bot.ts'
import { startSandboxProgram } from '#test/support/sandbox-program.ts'
import { openGateway } from './gateway.ts'
import { goTo, inBrowser, messagesIn, noTroubles, say, shot } from './stage.ts'

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

inBrowser('a page left open', ({ visit }) => {
  test('over a restart of the program: it says so, and then asks for the new address', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'dramatis-page-'))
    const port = await freePort()
    const first = await startSandboxProgram({ directory, port })
    const page = await visit(first.url)
    await messagesIn(page).getByText("Hi, I'm Dramatis.").waitFor()
    await first.stop()
    await page.getByText('Reconnecting …').waitFor()
    await shot(page, 'reconnecting')
    const second = await startSandboxProgram({ directory, port })
    await page.getByText('Dramatis was started anew').waitFor()
    await shot(page, 'started-anew')
    await page.goto(second.url)
    await messagesIn(page).getByText("Hi, I'm Dramatis.").waitFor()
    await second.stop()
    await rm(directory, { recursive: true })
  }, 180_000)

  test('over a lost connection: it goes on with what was said meanwhile', async () => {
    const stage = await rehearse({ pages: [sandboxPage()] })
    const gateway = await openGateway(stage.sandbox.pageUrl)
    const page = await visit(gateway.url)
    await page.getByText('Nothing has been said here yet.').waitFor()
    gateway.cut()
    await page.getByText('Reconnecting …').waitFor()
    await stage.client.as('mina').say('#general', 'Said meanwhile')
    await gateway.mend()
    await messagesIn(page).getByText('Said meanwhile').waitFor()
    await page.getByText('Reconnecting …').waitFor({ state: 'hidden' })
    gateway.close()
    await stage.stop()
  })

  test('without its key the page says where to find it', async () => {
    const stage = await rehearse({ pages: [sandboxPage()] })
    const page = await visit(stage.sandbox.pageUrl)
    await page.goto(new URL('/?token=wrong', stage.sandbox.pageUrl).href)
    await page.getByText('This key is no longer valid').waitFor()
    await stage.stop()
  })
})

let stage: Rehearsal

inBrowser('on a phone and by keyboard', ({ visit }) => {
  beforeAll(async () => {
    stage = await rehearse({ pages: [sandboxPage()] })
    await stage.bot((app) => {
      app.command('/persona', async ({ ack, respond }) => {
        await ack()
        await respond({
          blocks: [{ type: 'section', text: { type: 'mrkdwn', text: 'A *card*' } }],
          text: 'A card',
        })
      })
    })
  })
  afterAll(() => stage.stop())

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`at 390 pixels in ${colorScheme} nothing is cut off, and the list slides in`, async () => {
      const page = await visit(stage.sandbox.pageUrl, { ...PHONE, colorScheme })
      await say(page, '/persona carla')
      await messagesIn(page).getByText('card').last().waitFor()
      const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'
      expect(await page.evaluate(overflow)).toBe(0)
      await shot(page, `phone-${colorScheme}`)
      await page.getByRole('button', { name: 'Channels and people' }).tap()
      await page.getByRole('navigation', { name: 'Be somebody else' }).getByText('Jonas Weber').tap()
      await page.getByText('You are Jonas Weber now.').waitFor()
      await page.getByRole('combobox', { name: 'Message' }).waitFor()
      noTroubles(page)
    })
  }

  test('arrow keys walk through the lists, Enter goes there, Esc leaves the thread', async () => {
    const page = await visit(stage.sandbox.pageUrl)
    await say(page, 'By keyboard')
    await messagesIn(page).getByText('By keyboard').waitFor()
    await page.getByRole('button', { name: 'general' }).focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'board' }).waitFor()
    await goTo(page, 'general')
    await messagesIn(page).getByText('By keyboard').waitFor()
    await messagesIn(page).last().getByRole('button', { name: 'Reply in thread' }).focus()
    await page.keyboard.press('Enter')
    const thread = page.getByRole('complementary', { name: 'Thread' })
    await thread.waitFor()
    await page.keyboard.press('Escape')
    await thread.waitFor({ state: 'hidden' })
    noTroubles(page)
  })

  test('every control has a name', async () => {
    const page = await visit(stage.sandbox.pageUrl)
    await say(page, '/persona carla')
    await messagesIn(page).getByText('card').last().waitFor()
    const unnamed = `[...document.querySelectorAll('button, summary, input, textarea, select')]
      .filter((each) => !(each.getAttribute('aria-label') || each.textContent.trim() || each.labels?.length)).length`
    expect(await page.evaluate(unnamed)).toBe(0)
    noTroubles(page)
  })
})

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}
