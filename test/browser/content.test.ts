import { WebClient } from '@slack/web-api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { postMessage } from '#bot/sandbox/messages.ts'
import { sandboxPage } from '#bot/sandbox/page/index.ts'
import { type Rehearsal, rehearse } from '#test/flow/sandbox-bot.ts'
import { drawPng, HOSTILE, hostileBlocks, RARE } from './content.ts'
import { inBrowser, messagesIn, noTroubles, shot } from './stage.ts'

const PATIENTLY = { timeout: 10_000 }

let stage: Rehearsal
let slack: WebClient
let channel: string

inBrowser('what messages hold', ({ visit }) => {
  beforeAll(async () => {
    stage = await rehearse({ pages: [sandboxPage()], pace: { fileReadyAfter: 300 } })
    slack = new WebClient(stage.sandbox.botToken, { slackApiUrl: stage.sandbox.apiUrl })
    const { channels } = await slack.conversations.list()
    channel = channels?.find(({ name }) => name === 'general')?.id ?? ''
  })
  afterAll(() => stage.stop())

  test('a picture is shown once Slack has looked at it, in a message and in a block', async () => {
    const page = await visit(stage.sandbox.pageUrl)
    const { files } = await slack.filesUploadV2({
      file: await drawPng(),
      filename: 'october.png',
      title: 'October',
      alt_text: 'October by persona',
      channel_id: channel,
    })
    const picture = messagesIn(page).getByRole('img', { name: 'October by persona' })
    await picture.waitFor()
    const id = files[0]?.files?.[0]?.id ?? ''
    const image = { type: 'image' as const, slack_file: { id }, alt_text: 'In a block' }
    await slack.chat.postMessage({ channel, text: 'x', blocks: [image] })
    await messagesIn(page).last().getByRole('img', { name: 'In a block' }).waitFor()
    const width = () => picture.evaluate((node: { naturalWidth?: number }) => node.naturalWidth)
    await expect.poll(width, PATIENTLY).toBeGreaterThan(0)
    await shot(page, 'picture')
    noTroubles(page)
  })

  test('hostile text stays text in every field, and only addresses of the web and of mail open', async () => {
    const page = await visit(stage.sandbox.pageUrl)
    await stage.client.as('mina').say('#general', HOSTILE)
    for (const block of hostileBlocks())
      await slack.chat.postMessage({ channel, text: HOSTILE, blocks: [block] })
    await slack.chat.postMessage({
      channel,
      text: `${HOSTILE} <javascript:alert(1)|press> <data:text/html,x|me>`,
    })
    await messagesIn(page).last().getByText('press').waitFor()
    await expect.poll(() => page.locator('.drawn[aria-busy]').count(), PATIENTLY).toBe(0)
    await shot(page, 'hostile')
    expect(await page.evaluate('globalThis.pwned')).toBeUndefined()
    const links = await page
      .locator('.message a')
      .evaluateAll((all: unknown[]) =>
        (all as { href: string; rel: string }[]).map(({ href, rel }) => ({ href, rel })),
      )
    expect(links.length).toBeGreaterThan(0)
    for (const { href, rel } of links) {
      expect(href).toMatch(/^$|^(https?|mailto):/)
      expect(rel).toContain('noopener')
    }
    expect(await page.locator('.message script, .message iframe, .message [onerror]').count()).toBe(0)
    noTroubles(page)
  })

  test('a script that got into the page all the same is not run', async () => {
    const page = await visit(stage.sandbox.pageUrl)
    await page.evaluate(
      `document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="globalThis.pwned = true">')`,
    )
    await expect
      .poll(() => page.troubles.some((trouble) => trouble.includes('Content Security Policy')), PATIENTLY)
      .toBe(true)
    expect(await page.evaluate('globalThis.pwned')).toBeUndefined()
  })

  test('charts, Markdown, tables and cards are drawn', async () => {
    const page = await visit(stage.sandbox.pageUrl)
    for (const blocks of RARE) await slack.chat.postMessage({ channel, text: 'x', blocks })
    await messagesIn(page).locator('svg[role="img"]').first().waitFor()
    await page.getByRole('heading', { name: 'Read me' }).waitFor()
    await page.getByRole('cell', { name: '94.1 %' }).first().waitFor()
    await page.getByRole('button', { name: 'Show all 7 rows' }).click()
    await page.getByRole('cell', { name: 'row 7' }).waitFor()
    await shot(page, 'rare-blocks')
    noTroubles(page)
  })

  test('of ten thousand messages the newest are there at once, and older ones as one scrolls up', async () => {
    const { id } = await stage.client.addChannel({ name: 'busy' })
    const { workspace } = stage.sandbox
    const busy = workspace.channels.get(id)
    if (busy === undefined) throw new Error('The channel is not there.')
    for (let number = 1; number <= 10_000; number += 1)
      postMessage(workspace, busy, workspace.appUser.id, {
        text: `Message number ${number}`,
        blocks: [],
        attachments: [],
      })
    const page = await visit(stage.sandbox.pageUrl)
    await page.getByRole('navigation', { name: 'Conversations' }).getByText('busy').click()
    await messagesIn(page).getByText('Message number 10000', { exact: true }).waitFor()
    expect(await messagesIn(page).count()).toBe(100)
    const toTop = () => page.evaluate('document.querySelector(".scroller").scrollTop = 0')
    for (const expected of [200, 300]) {
      await toTop()
      await expect.poll(() => messagesIn(page).count(), PATIENTLY).toBe(expected)
    }
    expect(await page.getByRole('separator').count()).toBe(1)
    noTroubles(page)
  }, 90_000)
})
