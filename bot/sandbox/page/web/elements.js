/** @import { Fields, Scene } from './types.d.ts' */
import { confirmed } from './confirm.js'
import { control } from './controls.js'
import { h, icon } from './dom.js'
import { fieldsOf, optionsOf, textOf, wordsOf } from './fields.js'
import { usedAt } from './in-hand.js'
import { safeAddress, words } from './markup.js'
import { menuItem, popover } from './popover.js'

/** Something in a message, a form or the Home tab that can be pressed or chosen. */
/** @param {Fields} element @param {Fields} block @param {Scene} scene */
export function element(element, block, scene) {
  const place = usedAt(h('span', { class: 'element' }), element, block, scene)
  const use = (/** @type {unknown} */ wanted) => useElement(place, element, block, scene, wanted)
  place.append(...parts(element, block, scene, use))
  return place
}

/** @typedef {(wanted?: unknown) => Promise<void>} Use */

/** @param {Fields} element @param {Fields} block @param {Scene} scene @param {Use} use @returns {Node[]} */
function parts(element, block, scene, use) {
  switch (element.type) {
    case 'button':
    case 'workflow_button':
      return [button(element, scene, () => use())]
    case 'icon_button':
      return [
        h(
          'button',
          { type: 'button', class: 'quiet-button', click: () => use() },
          ...words(element.text, scene.names),
        ),
      ]
    case 'feedback_buttons':
      return ['positive', 'negative'].map((side) => {
        const part = fieldsOf(element[`${side}_button`])
        return h(
          'button',
          { type: 'button', class: 'quiet-button', click: () => use(side) },
          side === 'positive' ? '👍 ' : '👎 ',
          wordsOf(part.text),
        )
      })
    case 'overflow':
      return [overflow(element, scene, use)]
    case 'image':
      return []
    default:
      return [control(element, block, scene, lastOf(use))]
  }
}

/** @param {Fields} element @param {Scene} scene @param {() => unknown} press */
function button(element, { names }, press) {
  const style = element.style === 'primary' || element.style === 'danger' ? element.style : ''
  const label = textOf(element.accessibility_label) || undefined
  const href = safeAddress(textOf(element.url))
  if (href !== undefined)
    return h(
      'a',
      {
        class: `button ${style}`,
        href,
        target: '_blank',
        rel: 'noopener noreferrer',
        'aria-label': label,
        click: press,
      },
      ...words(element.text, names),
    )
  return h(
    'button',
    { type: 'button', class: `button ${style}`, 'aria-label': label, click: press },
    ...words(element.text, names),
  )
}

/** @param {Fields} element @param {Scene} scene @param {Use} use */
function overflow(element, { names }, use) {
  return popover(h('span', { class: 'icon-button' }, icon('more')), 'More choices', (close) =>
    optionsOf(element).map((option) =>
      menuItem(words(option.text, names), close, () => use(textOf(option.value))),
    ),
  )
}

/** What is typed or chosen while something is on its way goes after it; of several the last. @param {Use} use @returns {Use} */
function lastOf(use) {
  /** @type {unknown[]} */
  let wanted = []
  let underWay = false
  return async (value) => {
    wanted = [value]
    if (underWay) return
    underWay = true
    while (wanted.length > 0) await use(wanted.pop())
    underWay = false
  }
}

/** Asks first if the app wants that, shows that something is under way, and says what went wrong. */
/** @param {HTMLElement} place @param {Fields} element @param {Fields} block @param {Scene} scene @param {unknown} wanted */
async function useElement(place, element, block, scene, wanted) {
  if (place.hasAttribute('aria-busy')) return
  if (!(await confirmed(element.confirm, scene.names))) return
  place.setAttribute('aria-busy', 'true')
  place.querySelector('.failure')?.remove()
  const failure = await scene.act(block, element, wanted)
  place.removeAttribute('aria-busy')
  if (failure !== undefined) place.append(h('span', { class: 'failure', role: 'alert' }, failure))
}
