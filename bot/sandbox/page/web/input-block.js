/** @import { Fields, Scene } from './types.d.ts' */
import { control } from './controls.js'
import { h } from './dom.js'
import { element as usable } from './elements.js'
import { fieldsOf, textOf, wordsOf } from './fields.js'
import { words } from './markup.js'

/** A labelled field of a form, with a place for what is wrong with it. @param {Fields} block @param {Scene} scene */
export function inputBlock(block, scene) {
  const element = fieldsOf(block.element)
  const { fill } = scene
  const id = `error-${textOf(block.block_id)}`
  const field =
    fill === undefined || block.dispatch_action === true
      ? usable(element, block, scene)
      : h(
          'span',
          { class: 'element', 'data-key': `${textOf(block.block_id)}/${textOf(element.action_id)}` },
          control(element, block, scene, (wanted) => fill(block, element, wanted)),
        )
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

/** @param {Fields} element */
const isGroup = (element) =>
  element.type === 'checkboxes' ||
  element.type === 'radio_buttons' ||
  textOf(element.type).startsWith('multi_')
