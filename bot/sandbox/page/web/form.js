/** @import { Scene, Values, View } from './types.d.ts' */
/** @import { App } from './app.js' */
import { blocks } from './blocks.js'
import { h, iconButton } from './dom.js'
import { textOf, wordsOf } from './fields.js'
import { showError, showErrors } from './form-errors.js'
import { redraw } from './in-hand.js'
import { released } from './press.js'
import { sceneAt, wordsFor } from './world.js'

/**
 * The form on top of whatever somebody has open. What is typed is kept here until it is sent, also where the app
 * changes the form meanwhile.
 * @typedef {{
 *   app: App, view: View | undefined, typed: Map<string, unknown>,
 *   dialog: HTMLDialogElement, head: HTMLElement, trouble: HTMLElement, body: HTMLElement, foot: HTMLElement
 * }} Forms
 */

/** @param {App} app */
export function createForms(app) {
  const head = h('div', { class: 'dialog-head' })
  const trouble = h('p', { class: 'alert error', role: 'alert', hidden: true })
  const body = h('div', { class: 'dialog-body blocks' })
  const foot = h('div', { class: 'dialog-foot' })
  const sent = (/** @type {Event} */ event) => {
    event.preventDefault()
    void submit(forms)
  }
  const cancelled = (/** @type {Event} */ event) => {
    event.preventDefault()
    void leave(forms)
  }
  const form = h('form', { class: 'form', novalidate: true, submit: sent }, head, trouble, body, foot)
  const dialog = h('dialog', { class: 'dialog', cancel: cancelled }, form)
  document.body.append(dialog)
  /** @type {Forms} */
  const forms = { app, view: undefined, typed: new Map(), dialog, head, trouble, body, foot }
  return { refresh: () => refresh(forms) }
}

/** @param {Forms} forms */
async function refresh(forms) {
  const { door, world } = forms.app
  const person = world.me().id
  const stack = await door.modals(person)
  await released()
  if (person !== world.me().id) return
  const top = stack.at(-1)
  if (top?.id !== forms.view?.id) {
    forms.typed = new Map()
    forms.body.replaceChildren()
  }
  const isSame = top?.id === forms.view?.id && top?.hash === forms.view?.hash
  forms.view = top
  if (top === undefined) forms.dialog.close()
  else if (!isSame) draw(forms, top, stack.length > 1)
}

/** @param {Forms} forms @param {View} view @param {boolean} pushed */
function draw(forms, view, pushed) {
  const { app, dialog, head, trouble, body, foot } = forms
  const title = wordsOf(view.title)
  const submitWords = wordsOf(view.submit)
  const closeWords = wordsOf(view.close) || (pushed ? 'Back' : 'Cancel')
  dialog.setAttribute('aria-label', title)
  trouble.hidden = true
  head.replaceChildren(
    h('h2', {}, h('bdi', {}, title)),
    iconButton('close', 'Close', () => void leave(forms, true)),
  )
  const scene = sceneAt(app.door, app.world, {}, withTyped(view, forms.typed))
  redraw(body, blocks(view.blocks, inForm(forms, scene)))
  showErrors(body, {})
  foot.replaceChildren(
    h('button', { type: 'button', class: 'button', click: () => leave(forms) }, closeWords),
    ...(submitWords === '' ? [] : [h('button', { type: 'submit', class: 'button primary' }, submitWords)]),
  )
  if (dialog.open) return
  dialog.showModal()
  const first = body.querySelector('input, textarea, select')
  if (first instanceof HTMLElement) first.focus()
}

/** What is typed stays here; before an element asks the app, the server learns of it. @param {Forms} forms @param {Scene} scene @returns {Scene} */
function inForm(forms, scene) {
  const { app, typed, body } = forms
  return {
    ...scene,
    fill(block, _, value) {
      typed.set(textOf(block.block_id), value)
      showError(body, textOf(block.block_id), undefined)
    },
    async act(block, element, wanted) {
      const values = Object.fromEntries(typed)
      await app.door.post('fill', { as: app.world.me().id, values }).catch(() => undefined)
      return await scene.act(block, element, wanted)
    },
  }
}

/** @param {View} view @param {Map<string, unknown>} typed @returns {Values} */
function withTyped({ state }, typed) {
  const values = { ...state.values }
  for (const [block, value] of typed) {
    const [[action, held] = []] = Object.entries(values[block] ?? {})
    if (action !== undefined && held !== undefined && 'value' in held && typeof value === 'string')
      values[block] = { ...values[block], [action]: { ...held, value } }
  }
  return values
}

/** @param {Forms} forms */
async function submit(forms) {
  const { app, view, typed, foot, body } = forms
  const button = foot.querySelector('.primary')
  if (view === undefined || button === null || button.hasAttribute('aria-busy')) return
  button.setAttribute('aria-busy', 'true')
  forms.trouble.hidden = true
  try {
    const outcome = await app.door.act('submit', { as: app.world.me().id, values: Object.fromEntries(typed) })
    if (outcome.state === 'invalid') showErrors(body, outcome.errors)
    else if (outcome.state === 'failed') complain(forms, outcome.shown)
    else await refresh(forms)
  } catch (error) {
    complain(forms, wordsFor(error))
  } finally {
    button.removeAttribute('aria-busy')
  }
}

/** @param {Forms} forms @param {string} words */
function complain({ trouble }, words) {
  trouble.textContent = words
  trouble.hidden = false
}

/** @param {Forms} forms @param {boolean} [all] */
const leave = ({ app }, all = false) => app.tell(() => app.door.act('close', { as: app.world.me().id, all }))
