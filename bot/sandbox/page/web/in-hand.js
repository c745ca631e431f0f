/** @import { Fields, Scene } from './types.d.ts' */
import { textOf } from './fields.js'

/** What each element shows, and what the workspace held for it when it was drawn. @type {WeakMap<Element, { shows: string, held: string }>} */
const drawn = new WeakMap()

/** Where an element is used, known by its block and action. */
/** @param {HTMLElement} place @param {Fields} element @param {Fields} block @param {Scene} scene */
export function usedAt(place, element, block, { values, fill }) {
  const [blockId, actionId] = [textOf(block.block_id), textOf(element.action_id)]
  place.setAttribute('data-key', `${blockId}/${actionId}`)
  const shows = JSON.stringify(block.type === 'input' ? block : element)
  // Nobody but its reader fills in a form.
  const held = fill === undefined ? JSON.stringify(values[blockId]?.[actionId]) : ''
  drawn.set(place, { shows, held: held ?? '' })
  return place
}

/** Draws the inside of a place anew. @param {HTMLElement} place @param {Node[]} nodes */
export function redraw(place, nodes) {
  const old = [...place.childNodes]
  place.append(...nodes)
  handOver(old, nodes)
  for (const each of old) each.remove()
}

/** Puts a node where an older one of the same thing is. @param {Element} old @param {Element} node */
export function replace(old, node) {
  old.before(node)
  handOver([old], [node])
  old.remove()
}

/**
 * What somebody is typing into, has opened or waits for an answer of goes on in what was drawn anew, as it is, with
 * the caret where it was. All other elements are the new ones.
 * @param {Node[]} old
 * @param {Node[]} fresh
 */
function handOver(old, fresh) {
  const focus = focusIn(old)
  const before = new Map(placesIn(old).map((place) => [keyOf(place), place]))
  const after = placesIn(fresh)
  for (const place of after) {
    const used = before.get(keyOf(place))
    if (used !== undefined && goesOn(used, place)) putBack(used, place)
  }
  if (focus === undefined || document.activeElement === focus.node) return
  const again = placesIn(fresh).find((place) => keyOf(place) === focus.key)
  const target = again?.querySelectorAll(FOCUSABLE)[Math.max(0, focus.nth)]
  if (target instanceof HTMLElement) target.focus({ preventScroll: true })
}

/** @param {Node[]} nodes */
const placesIn = (nodes) =>
  nodes.flatMap((node) => (node instanceof Element ? [...node.querySelectorAll('[data-key]')] : []))

/** Messages may use the same names in their blocks. @param {Element} place */
const keyOf = (place) =>
  `${place.closest('[data-ts]')?.getAttribute('data-ts')} ${place.getAttribute('data-key')}`

/** Whether it is still the same element, and nobody else has chosen something in it. */
/** @param {Element} used @param {Element} place */
function goesOn(used, place) {
  const [was, is] = [drawn.get(used), drawn.get(place)]
  if (was === undefined || is === undefined || was.shows !== is.shows) return false
  if (was.held !== is.held && !used.hasAttribute('aria-busy') && !isTypedInto(used)) return false
  drawn.set(used, is)
  return true
}

/** @param {Element} used */
const isTypedInto = (used) =>
  document.activeElement?.matches('textarea, input:not([type=checkbox], [type=radio])') === true &&
  used.contains(document.activeElement)

/** Moving keeps the focus and a half-typed date, where the browser can. @param {Element} used @param {Element} place */
function putBack(used, place) {
  if (used.isConnected && place.isConnected && 'moveBefore' in Element.prototype)
    place.parentElement?.moveBefore(used, place)
  else place.before(used)
  place.remove()
}

const FOCUSABLE = 'button, a[href], input, select, textarea, summary'

/** The element of `nodes` that has the focus. @param {Node[]} nodes */
function focusIn(nodes) {
  const node = document.activeElement
  const place = node?.closest('[data-key]')
  if (!node || !place || !nodes.some((each) => each.contains(place))) return undefined
  return { node, key: keyOf(place), nth: [...place.querySelectorAll(FOCUSABLE)].indexOf(node) }
}
