/** @import { Fields, Scene } from './types.d.ts' */
import { control } from './controls.js'
import { h } from './dom.js'
import { element as usable } from './elements.js'
import { fieldsOf, textOf, wordsOf } from './fields.js'
import { usedAt } from './in-hand.js'
import { words } from './markup.js'

/** A labelled field of a form, with a place for what is wrong with it. @param {Fields} block @param {Scene} scene */
export function inputBlock(block, scene) {
  const element = fieldsOf(block.element)
  const { fill } = scene
  const id = `error-${textOf(block.block_id)}`
  const field =
    fill === undefined || block.dispatch_action === true
      ? usable(element, block, scene)
      : usedAt(h('span', { class: 'element' }, filled(element, block, scene, fill)), element, block, scene)
  const single = field.querySelector('input, textarea, select')
  const label = h(
    'span',
    { class: 'label' },
    ...words(block.label, scene.names),
    block.optional === true && h('span', { class: 'faint' }, ' (optional)'),
  )
  if (single !== null && !isGroup(element)) {
    single.setAttribute('aria-label', wordsOf(block.label))
    single.setAttribute('aria-describedby', id)
  }
  return h(
    'div',
    { class: 'input', 'data-block': textOf(block.block_id) },
    label,
    field,
    h('span', { class: 'error', id, role: 'alert', hidden: true }),
    block.hint !== undefined && h('span', { class: 'hint' }, ...words(block.hint, scene.names)),
  )
}

/** @param {Fields} element @param {Fields} block @param {Scene} scene @param {NonNullable<Scene['fill']>} fill */
const filled = (element, block, scene, fill) =>
  control(element, block, scene, (wanted) => fill(block, element, wanted))

/** @param {Fields} element */
const isGroup = (element) =>
  element.type === 'checkboxes' ||
  element.type === 'radio_buttons' ||
  textOf(element.type).startsWith('multi_')
