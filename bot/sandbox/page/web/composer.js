/** @import { Hint } from './types.d.ts' */
/** @import { App } from './app.js' */
/** @import { Where } from './message.js' */
import { h, iconButton } from './dom.js'
import { suggestions } from './suggestions.js'
import { wordsFor } from './world.js'

const TALLEST_PX = 200
const CLOSE_AFTER_MS = 150

/**
 * Where one types: Enter sends, Shift and Enter begin a new line, a slash offers the commands.
 * @typedef {{
 *   app: App, where: Where | undefined, node: HTMLElement, field: HTMLTextAreaElement, hint: HTMLElement,
 *   failures: HTMLElement, offers: ReturnType<typeof suggestions>
 * }} Composer
 */

/** @param {App} app @param {string} name */
export function createComposer(app, name) {
  const field = h('textarea', {
    rows: 1,
    'aria-label': name,
    role: 'combobox',
    'aria-expanded': 'false',
    'aria-autocomplete': 'list',
    input: () => typed(composer),
    keydown: (/** @type {KeyboardEvent} */ event) => pressed(composer, event),
    blur: () => setTimeout(() => composer.offers.close(), CLOSE_AFTER_MS),
  })
  const offers = suggestions(name, field, app.world)
  const failures = h('div', { class: 'failures', role: 'alert' })
  const hint = h('p', { class: 'command-hint', hidden: true })
  const send = iconButton('send', 'Send', () => void sendTyped(composer), 'send')
  const node = h(
    'div',
    { class: 'composer' },
    failures,
    hint,
    h('div', { class: 'field' }, offers.node, field, send),
  )
  /** @type {Composer} */
  const composer = { app, where: undefined, node, field, hint, failures, offers }
  return {
    node,
    focus: () => field.focus(),
    /** @param {Where} where @param {string} placeholder */
    show(where, placeholder) {
      if (composer.where?.in !== where.in || composer.where.thread !== where.thread)
        failures.replaceChildren()
      composer.where = where
      field.placeholder = placeholder
    },
  }
}

/** @param {Composer} composer */
function typed({ app, node, field, hint, offers }) {
  field.style.height = 'auto'
  field.style.height = `${Math.min(field.scrollHeight, TALLEST_PX)}px`
  node.classList.toggle('filled', field.value.trim() !== '')
  offers.look()
  const command = commandIn(field.value, app.world.overview().app.commands)
  hint.hidden = command === undefined
  if (command === undefined) return
  hint.replaceChildren(
    h('code', {}, command.command),
    ` ${command.usage} `,
    h('span', { class: 'faint' }, command.description),
  )
}

/** The command that is being typed, once it is complete. @param {string} text @param {Hint[]} commands */
function commandIn(text, commands) {
  const [word] = text.split(/\s/)
  return commands.find(({ command }) => command === word)
}

/** @param {Composer} composer @param {KeyboardEvent} event */
function pressed(composer, event) {
  if (event.isComposing || composer.offers.pressed(event)) return
  if (event.key !== 'Enter' || event.shiftKey) return
  event.preventDefault()
  void sendTyped(composer)
}

/** @param {Composer} composer */
async function sendTyped(composer) {
  const { app, where, field } = composer
  const text = field.value.trim()
  if (text === '' || where === undefined) return
  write(composer, '')
  const input = { as: app.world.me().id, ...where, text }
  try {
    if (!text.startsWith('/')) return void (await app.door.post('message', input))
    const outcome = await app.door.act('command', input)
    // In a channel Slackbot says it; in a thread there is no place for that.
    if (outcome.state === 'failed' && where.thread !== undefined) failed(composer, text, outcome.shown)
  } catch (error) {
    failed(composer, text, wordsFor(error))
  }
}

/** @param {Composer} composer @param {string} text @param {string} why */
function failed(composer, text, why) {
  const again = () => {
    row.remove()
    write(composer, text)
    composer.field.focus()
  }
  const row = h(
    'p',
    { class: 'failure' },
    h('strong', {}, 'Not sent: '),
    `“${text}” `,
    why,
    h('button', { type: 'button', class: 'quiet-button', click: again }, 'Try again'),
  )
  composer.failures.append(row)
}

/** @param {Composer} composer @param {string} text */
function write(composer, text) {
  composer.field.value = text
  typed(composer)
  composer.offers.close()
}
