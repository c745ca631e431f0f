import type { App } from '@slack/bolt'
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { settableClock } from '#bot/sandbox/clock.ts'
import { sandboxPage } from '#bot/sandbox/page/index.ts'
import { type Rehearsal, rehearse } from '#test/flow/sandbox-bot.ts'
import { ACCOUNT_FORM, CHOICES, CONFIRM_FORM, EVERY_INPUT, inHand } from './forms.ts'
import { goTo, inBrowser, messagesIn, noTroubles, say, shot } from './stage.ts'

let stage: Rehearsal
const sent: unknown[] = []
/** Says something else in the first block of the message that was posted last. */
let rewrite: (words: string) => Promise<unknown>
let publishAgain: () => Promise<unknown>

inBrowser('forms and choices', ({ visit }) => {
  beforeAll(async () => {
    stage = await rehearse({
      pages: [sandboxPage()],
      clock: settableClock(),
      jobs: {
        list: () => [{ name: 'kpi-review', title: 'Monthly KPI review' }],
        run: async (name) => `${name} ran`,
      },
      pace: { fileReadyAfter: 100 },
    })
    await stage.bot(app)
  })
  afterAll(() => stage.stop())

  test('a form says at its field what is wrong, keeps what was typed, and is taken once it is right', async () => {
    const page = await visit(stage.sandbox.pageUrl)
    await say(page, '/persona form')
    const form = page.getByRole('dialog', { name: 'Tag an account' })
    await form.getByLabel('Account').fill('Northwind')
    await form.getByLabel('Why').fill('She asked for proof')
    await form.getByRole('button', { name: 'Tag' }).click()
    await form.getByText('Give the whole name, such as Northwind Freight.').waitFor()
    expect(await form.getByLabel('Account').inputValue()).toBe('Northwind')
    expect(await form.getByLabel('Account').getAttribute('aria-invalid')).toBe('true')
    await shot(page, 'form-with-an-error')
    await form.getByLabel('Account').fill('Northwind Freight')
    expect(await form.getByText('Give the whole name').count()).toBe(0)
    await form.getByRole('button', { name: 'Tag' }).click()
    await form.waitFor({ state: 'hidden' })
    expect(sent.at(-1)).toMatchObject({ account: { value: { value: 'Northwind Freight' } } })
    noTroubles(page)
  })

  test('an empty required field is named by Slack itself, and Esc leaves the form', async () => {
    const page = await visit(stage.sandbox.pageUrl)
    await say(page, '/persona form')
    const form = page.getByRole('dialog', { name: 'Tag an account' })
    await form.getByRole('button', { name: 'Tag' }).click()
    await form.getByText('Please complete this required field.').first().waitFor()
    await page.keyboard.press('Escape')
    await form.waitFor({ state: 'hidden' })
    noTroubles(page)
  })

  test('a pushed form lies over the first, which is there again after it', async () => {
    const page = await visit(stage.sandbox.pageUrl)
    await say(page, '/persona form')
    await page.getByRole('dialog', { name: 'Tag an account' }).getByLabel('Account').fill('push')
    await page.getByLabel('Why').fill('to see the next one')
    await page.getByRole('button', { name: 'Tag' }).click()
    const pushed = page.getByRole('dialog', { name: 'Are you sure?' })
    await pushed.waitFor()
    await pushed.getByRole('button', { name: 'Back' }).click()
    await page.getByRole('dialog', { name: 'Tag an account' }).waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
    noTroubles(page)
  })

  test('every kind of input can be filled in, and arrives', async () => {
    const page = await visit(stage.sandbox.pageUrl)
    await say(page, '/persona every')
    const form = page.getByRole('dialog', { name: 'Every input' })
    await form.getByLabel('Text').fill('One')
    await form.getByLabel('Number').fill('42')
    await form.getByLabel('Email').fill('mina@example.com')
    await form.getByLabel('Address').fill('https://example.com/')
    await form.getByLabel('Day').fill('2026-11-02')
    await form.getByLabel('Time').fill('09:30')
    await form.getByLabel('Persona').selectOption('Carla')
    await form.getByLabel('Owner').selectOption('Mina Okafor')
    await form.getByLabel('Weekly').check()
    await form.getByText('Choose some').click()
    await form.getByLabel('Finn').check()
    await form.getByLabel('Ola').check()
    await form.getByPlaceholder('Type to search').fill('nor')
    await form.getByRole('option', { name: 'Northwind' }).click()
    await shot(page, 'every-input')
    await form.getByRole('button', { name: 'Send' }).click()
    await form.waitFor({ state: 'hidden' })
    expect(sent.at(-1)).toMatchObject({
      text: { value: { value: 'One' } },
      number: { value: { value: '42' } },
      email: { value: { value: 'mina@example.com' } },
      url: { value: { value: 'https://example.com/' } },
      day: { value: { selected_date: '2026-11-02' } },
      time: { value: { selected_time: '09:30' } },
      persona: { value: { selected_option: { value: 'carla' } } },
      often: { value: { selected_option: { value: 'weekly' } } },
      several: { value: { selected_options: [{ value: 'finn' }, { value: 'ola' }] } },
      account: { value: { selected_option: { value: 'northwind' } } },
    })
    noTroubles(page)
  })

  test('menus, dates, boxes and confirmations in a message reach the app', async () => {
    const page = await visit(stage.sandbox.pageUrl)
    await say(page, '/persona choices')
    const message = messagesIn(page).filter({ hasText: 'Choose:' }).last()
    await shot(page, 'choices')
    await message.getByLabel('Persona').selectOption('Finn')
    await messagesIn(page).getByText('menu: finn').waitFor()
    await message.getByLabel('Start').fill('2026-12-01')
    await message.getByLabel('Start').blur()
    await messagesIn(page).getByText('day: 2026-12-01').waitFor()
    await message.getByLabel('Email me').check()
    await messagesIn(page).getByText('boxes: email').waitFor()
    await message.getByLabel('Never').check()
    await messagesIn(page).getByText('radio: never').waitFor()
    await message.locator('summary[aria-label="More choices"]').click()
    await page.getByRole('menuitem', { name: 'Snooze' }).click()
    await messagesIn(page).getByText('overflow: snooze').waitFor()
    await message.getByRole('button', { name: 'Delete' }).click()
    await page.getByRole('dialog', { name: 'Delete it?' }).getByRole('button', { name: 'Keep' }).click()
    await message.getByRole('button', { name: 'Delete' }).click()
    await page.getByRole('dialog', { name: 'Delete it?' }).getByRole('button', { name: 'Yes' }).click()
    await messagesIn(page).getByText('button: Delete').waitFor()
    expect(await messagesIn(page).getByText('button: Delete').count()).toBe(1)
    noTroubles(page)
  })

  test('what is being typed, opened or waited for stays when the message is drawn anew', async () => {
    const page = await visit(stage.sandbox.pageUrl)
    await say(page, '/persona in hand')
    const message = messagesIn(page).filter({ hasText: 'Take your time' }).last()
    const note = message.getByLabel('Note')
    await note.pressSequentially('Call ')
    await change('first')
    await note.pressSequentially('her')
    await message.getByLabel('Start').focus()
    await page.keyboard.type('0309')
    await change('second')
    await page.keyboard.type('2027')
    await messagesIn(page).getByText('day: 2027-03-09').waitFor()
    expect(await note.inputValue()).toBe('Call her')
    await message.locator('summary[aria-label="More choices"]').click()
    await change('third')
    await page.getByRole('menuitem', { name: 'Done' }).click()
    await messagesIn(page).getByText('overflow: done').waitFor()
    expect(await messagesIn(page).getByText('day: 0').count()).toBe(0)
    await message.getByLabel('Nobody listens').selectOption('Ola')
    await message.getByText("it didn't answer in time").waitFor()
    noTroubles(page)

    async function change(words: string): Promise<void> {
      await rewrite(`Take your time, ${words}`)
      await message.getByText(words).waitFor()
    }
  })

  test('a button that nobody answers says so beside it', async () => {
    const page = await visit(stage.sandbox.pageUrl)
    await say(page, '/persona choices')
    await messagesIn(page).last().getByRole('button', { name: 'Silent' }).click()
    await messagesIn(page).last().getByText("it didn't answer in time").waitFor()
    await shot(page, 'unanswered')
    noTroubles(page)
  })

  test('the Home tab shows what the app published, and its buttons work', async () => {
    const page = await visit(stage.sandbox.pageUrl)
    await goTo(page, 'Dramatis')
    await page.getByRole('tab', { name: 'Home' }).click()
    await page.getByText('Your personas, Mina').waitFor()
    await page.getByRole('button', { name: 'Count' }).click()
    await page.getByText('Counted 1').waitFor()
    await shot(page, 'home')
    noTroubles(page)
  })

  test('a press counts although the app shows its Home tab or the message anew meanwhile', async () => {
    const page = await visit(stage.sandbox.pageUrl)
    await goTo(page, 'Dramatis')
    await page.getByRole('tab', { name: 'Home' }).click()
    const counted = page.getByText(/^Counted \d+$/)
    await counted.waitFor()
    const before = Number((await counted.textContent())?.slice('Counted '.length))
    await press(page.getByRole('button', { name: 'Count' }), publishAgain)
    await page.getByText(`Counted ${before + 1}`).waitFor()
    await page.getByRole('tab', { name: 'Messages' }).click()
    await say(page, '/persona in hand')
    const message = messagesIn(page).filter({ hasText: 'Take your time' }).last()
    await message.locator('summary[aria-label="More choices"]').click()
    await press(page.getByRole('menuitem', { name: 'Done' }), () => rewrite('Take your time, pressed'))
    await messagesIn(page).getByText('overflow: done').waitFor()
    await messagesIn(page).getByText('Take your time, pressed').waitFor()
    // A press that lasts, or whose end the page never hears of, holds nothing up for long.
    await message.getByText('pressed').hover()
    await page.mouse.down()
    await rewrite('Take your time, held')
    await messagesIn(page).getByText('Take your time, held').waitFor()
    await page.mouse.up()
    noTroubles(page)

    async function press(target: Locator, meanwhile: () => Promise<unknown>): Promise<void> {
      await target.hover()
      await page.mouse.down()
      await meanwhile()
      await page.waitForTimeout(500)
      await page.mouse.up()
    }
  })

  test('the time moves and jobs run from the top of the page', async () => {
    const page = await visit(stage.sandbox.pageUrl)
    await page.locator('summary[aria-label="The time in this workspace"]').click()
    await page.getByLabel('It is').fill('2026-11-02T09:00')
    await page.getByRole('button', { name: 'Move' }).click()
    await page.getByText('2 Nov 2026, 09:00').first().waitFor()
    await page.locator('summary[aria-label="Run a job"]').click()
    await page.getByRole('menuitem', { name: 'Monthly KPI review' }).click()
    await page.getByText('kpi-review ran').waitFor()
    noTroubles(page)
  })
})

function app(bolt: App): void {
  bolt.command('/persona', async ({ ack, client, command, respond }) => {
    await ack()
    if (command.text === 'choices')
      await respond({ blocks: CHOICES, text: 'Choose:', response_type: 'in_channel' })
    else if (command.text === 'in hand') {
      const channel = command.channel_id
      const { ts = '' } = await client.chat.postMessage({ channel, ...inHand('Take your time') })
      rewrite = (words) => client.chat.update({ channel, ts, ...inHand(words) })
    } else
      await client.views.open({
        trigger_id: command.trigger_id,
        view: command.text === 'form' ? ACCOUNT_FORM : EVERY_INPUT,
      })
  })
  bolt.view('account', async ({ ack, view }) => {
    const account = view.state.values.account?.value?.value ?? ''
    if (account === 'push') return await ack({ response_action: 'push', view: CONFIRM_FORM })
    if (account.split(' ').length < 2)
      return await ack({
        response_action: 'errors',
        errors: { account: 'Give the whole name, such as Northwind Freight.' },
      })
    sent.push(view.state.values)
    await ack()
  })
  bolt.view('every', async ({ ack, view }) => {
    sent.push(view.state.values)
    await ack()
  })
  bolt.options('value', async ({ ack }) => {
    await ack({ options: [{ text: { type: 'plain_text', text: 'Northwind' }, value: 'northwind' }] })
  })
  bolt.action(/^(menu|day|boxes|radio|overflow|button)$/, async ({ ack, action, respond }) => {
    await ack()
    await respond({
      text: `${'action_id' in action ? action.action_id : ''}: ${chosen(action)}`,
      replace_original: false,
    })
  })
  bolt.action('silent', () => new Promise<void>(() => {}))
  let counted = 0
  const home = (user: string) => ({
    user_id: user,
    view: {
      type: 'home' as const,
      blocks: [
        { type: 'header' as const, text: { type: 'plain_text' as const, text: 'Your personas, Mina' } },
        { type: 'section' as const, text: { type: 'mrkdwn' as const, text: `Counted ${counted}` } },
        {
          type: 'actions' as const,
          elements: [
            {
              type: 'button' as const,
              action_id: 'count',
              text: { type: 'plain_text' as const, text: 'Count' },
            },
          ],
        },
      ],
    },
  })
  bolt.event('app_home_opened', async ({ client, event }) => {
    publishAgain = () => client.views.publish(home(event.user))
    await publishAgain()
  })
  bolt.action('count', async ({ ack, body, client }) => {
    await ack()
    counted += 1
    await client.views.publish(home(body.user.id))
  })
}

function chosen(action: object): string {
  if ('selected_option' in action) return optionValue(action.selected_option)
  if ('selected_options' in action && Array.isArray(action.selected_options))
    return action.selected_options.map(optionValue).join(',')
  if ('selected_date' in action) return String(action.selected_date)
  return 'text' in action ? wordsOf(action.text) : ''
}

const optionValue = (option: unknown): string => (option as { value: string }).value
const wordsOf = (text: unknown): string => (text as { text: string }).text
