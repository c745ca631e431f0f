import { afterAll, beforeAll, expect, test } from 'vitest'
import { type SandboxProgram, startSandboxProgram } from '#test/support/sandbox-program.ts'
import { become, goTo, inBrowser, messagesIn, noTroubles, say, shot } from './stage.ts'

let program: SandboxProgram

inBrowser('the first minutes with Dramatis', ({ visit }) => {
  beforeAll(async () => {
    program = await startSandboxProgram()
  }, 120_000)
  afterAll(() => program.stop())

  test('the page opens with a welcome and three things to press, and each is answered for oneself', async () => {
    const page = await visit(program.url)
    const welcome = messagesIn(page).first()
    await welcome.getByText("Hi, I'm Dramatis.").waitFor()
    await shot(page, 'welcome')
    const buttons = await welcome.getByRole('button').allInnerTexts()
    expect(buttons.slice(0, 3)).toEqual([
      'What is Carla afraid of?',
      'Answer “Too expensive”',
      'Open “First call”',
    ])
    for (const [index, expected] of ['fears', 'usually means', 'First call'].entries()) {
      await welcome.getByRole('button').nth(index).click()
      await messagesIn(page)
        .nth(index + 1)
        .getByText(expected)
        .first()
        .waitFor()
    }
    expect(await messagesIn(page).getByText('Only visible to you').count()).toBe(3)
    await shot(page, 'three-answers')
    noTroubles(page)
  })

  test('the token leaves the address bar, and a reload goes on where one was', async () => {
    const page = await visit(program.url)
    await goTo(page, 'customer-room')
    expect(page.url()).not.toContain('token')
    await page.reload()
    await page.getByRole('heading', { name: 'customer-room' }).waitFor()
    noTroubles(page)
  })

  test('a typed /persona opens a card; Why?, Keep and Share do what they say', async () => {
    const page = await visit(program.url)
    await page.getByRole('combobox', { name: 'Message' }).pressSequentially('/pers')
    await page.getByRole('option', { name: '/persona' }).waitFor()
    await shot(page, 'command-hint')
    await page.keyboard.press('Enter')
    await page.keyboard.type('carla')
    await page.keyboard.press('Enter')
    const card = messagesIn(page).filter({ hasText: 'Deal-breaker' }).first()
    await card.getByText('Deal-breaker').waitFor()
    await shot(page, 'card')
    await card.getByRole('button', { name: 'Keep' }).click()
    await messagesIn(page).getByText('Kept: a copy is in your messages with me.').waitFor()
    await page.getByRole('button', { name: 'Dramatis unread' }).waitFor()
    await card.getByRole('button', { name: 'Why?' }).click()
    await messagesIn(page).last().getByText('Sources', { exact: true }).waitFor()
    await card.getByRole('button', { name: 'Share' }).click()
    await messagesIn(page).getByText('shared this with you').waitFor()
    await goTo(page, 'Dramatis')
    await messagesIn(page).getByText('Deal-breaker').waitFor()
    noTroubles(page)
  })

  test('what was shared is there for others, what was private is not', async () => {
    const page = await visit(program.url)
    await say(page, '/persona finn')
    await messagesIn(page).getByText('Finn · Finance Lead').first().waitFor()
    await become(page, 'Ada Okonjo')
    await messagesIn(page).getByText('shared this with you').first().waitFor()
    expect(await messagesIn(page).getByText('Finn · Finance Lead').count()).toBe(0)
    expect(await messagesIn(page).getByText('Only visible to you').count()).toBe(0)
    await shot(page, 'as-a-board-member')
    await become(page, 'Gita Holm')
    const places = page.getByRole('navigation', { name: 'Conversations' })
    await places.getByText('customer-room').waitFor()
    expect(await places.getByText('sales').count()).toBe(0)
    noTroubles(page)
  })

  test('a question to the app in a channel is answered in a thread, and the talk goes on there', async () => {
    const page = await visit(program.url)
    await say(page, '@dramatis what does finn need before he signs?')
    await messagesIn(page).last().getByRole('button', { name: '1 reply' }).click()
    const thread = page.getByRole('complementary', { name: 'Thread' })
    await thread.getByText('Finn · Finance Lead').waitFor()
    await thread.getByRole('combobox', { name: 'Reply' }).fill('Thank you!')
    await page.keyboard.press('Enter')
    await thread.getByText('Thank you!').waitFor()
    await messagesIn(page).last().getByRole('button', { name: '2 replies' }).waitFor()
    await shot(page, 'thread')
    await page.keyboard.press('Escape')
    await thread.waitFor({ state: 'hidden' })
    noTroubles(page)
  })

  test('in a thread a command is refused where it was typed, and can be tried again', async () => {
    const page = await visit(program.url)
    await messagesIn(page).last().hover()
    await messagesIn(page).last().getByRole('button', { name: 'Reply in thread' }).click()
    const thread = page.getByRole('complementary', { name: 'Thread' })
    await thread.getByRole('combobox', { name: 'Reply' }).fill('/persona carla')
    await thread.getByRole('combobox', { name: 'Reply' }).press('Enter')
    await thread.getByText('/persona is not supported in threads. Sorry!').waitFor()
    await thread.getByRole('button', { name: 'Try again' }).click()
    expect(await thread.getByRole('combobox', { name: 'Reply' }).inputValue()).toBe('/persona carla')
    noTroubles(page)
  })

  test('a fresh start clears the workspace and welcomes anew', async () => {
    const page = await visit(program.url)
    await say(page, 'Something to be cleared')
    await messagesIn(page).getByText('Something to be cleared').waitFor()
    await page.locator('summary[aria-label="More"]').click()
    await page.getByRole('menuitem', { name: 'Start afresh' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Clear it' }).click()
    await messagesIn(page).getByText('Something to be cleared').waitFor({ state: 'detached' })
    await messagesIn(page).getByText("Hi, I'm Dramatis.").waitFor()
    expect(await messagesIn(page).count()).toBe(1)
    noTroubles(page)
  })
})
