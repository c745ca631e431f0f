/** @import { Fields, Names, Scene } from './types.d.ts' */
import { choiceList, searchList } from './choice-list.js'
import { h } from './dom.js'
import { fieldsOf, optionsOf, rowsOf, textOf, wordsOf } from './fields.js'
import { words } from './markup.js'

/** Something to type into or to choose from. `change` takes what was chosen: words, a value, a list, or null. */
/** @param {Fields} element @param {Fields} block @param {Scene} scene @param {(wanted: unknown) => unknown} change */
export function control(element, block, scene, change) {
  const held = heldValue(element, block, scene)
  const type = textOf(element.type)
  if (type === 'multi_external_select' || type === 'external_select')
    return searchList(element, block, scene, held, change)
  if (type.startsWith('multi_'))
    return choiceList(choicesOf(element, scene.names), held, placeholderOf(element), change)
  if (type.endsWith('_select')) return select(element, scene, held, change)
  if (type === 'checkboxes' || type === 'radio_buttons') return group(element, block, scene, held, change)
  if (type === 'datepicker') return picker('date', textOf(held), element, change)
  if (type === 'timepicker') return picker('time', textOf(held), element, change)
  if (type === 'datetimepicker')
    return picker('datetime-local', localTime(held), element, (wanted) => change(secondsOf(wanted)))
  if (type === 'file_input') return h('span', { class: 'faint' }, 'Files can’t be added in this workspace.')
  return textField(element, held, change)
}

/** What the element holds now; a value has one field beside its type and zone. */
/** @param {Fields} element @param {Fields} block @param {Scene} scene */
function heldValue(element, block, { values }) {
  const value = fieldsOf(values[textOf(block.block_id)]?.[textOf(element.action_id)])
  return Object.entries(value).find(([name]) => name !== 'type' && name !== 'timezone')?.[1]
}

/** @param {Fields} element */
const placeholderOf = (element) => wordsOf(element.placeholder)

/** @typedef {{ value: string, text: string, group?: string }} Choice */

/** What a menu offers: its own options, or the people or conversations of the workspace. */
/** @param {Fields} element @param {Names} names @returns {Choice[]} */
function choicesOf(element, names) {
  const type = textOf(element.type).replace(/^multi_/, '')
  if (type === 'users_select') return names.people().map(({ id, name }) => ({ value: id, text: name }))
  if (type === 'channels_select' || type === 'conversations_select')
    return names.channels().map(({ id, name }) => ({ value: id, text: `#${name}` }))
  const groups = rowsOf(element.option_groups)
  if (groups.length === 0) return optionsOf(element).map(choice)
  return groups.flatMap((each) =>
    rowsOf(each.options).map((option) => ({ ...choice(option), group: wordsOf(each.label) })),
  )
}

/** @param {Fields} option */
const choice = (option) => ({ value: textOf(option.value), text: wordsOf(option.text) })

/** @param {Fields} element @param {Scene} scene @param {unknown} held @param {(wanted: unknown) => unknown} change */
function select(element, { names }, held, change) {
  const chosen = typeof held === 'string' ? held : textOf(fieldsOf(held).value)
  const offered = choicesOf(element, names)
  const groups = [...new Set(offered.map(({ group }) => group))]
  const options = (/** @type {string | undefined} */ group) =>
    offered
      .filter((each) => each.group === group)
      .map(({ value, text }) => h('option', { value, selected: value === chosen }, text))
  /** @type {HTMLSelectElement} */
  const menu = h(
    'select',
    {
      'aria-label': placeholderOf(element) || 'Choose',
      change: () => change(menu.value === '' ? null : menu.value),
    },
    h('option', { value: '', selected: chosen === '' }, placeholderOf(element) || 'Choose …'),
    ...groups.flatMap((group) =>
      group === undefined ? options(group) : [h('optgroup', { label: group }, options(group))],
    ),
  )
  return menu
}

let groupsDrawn = 0

/** @param {Fields} element @param {Fields} block @param {Scene} scene @param {unknown} held @param {(wanted: unknown) => unknown} change */
function group(element, block, { names }, held, change) {
  const many = element.type === 'checkboxes'
  const chosen = (many ? rowsOf(held) : [fieldsOf(held)]).map(({ value }) => value)
  groupsDrawn += 1
  const name = `group-${groupsDrawn}`
  const place = h('div', {
    class: 'group',
    role: many ? 'group' : 'radiogroup',
    'aria-label': wordsOf(block.label) || 'Options',
  })
  const picked = () =>
    [...place.querySelectorAll('input')].filter(({ checked }) => checked).map(({ value }) => value)
  place.append(
    ...optionsOf(element).map((option) =>
      h(
        'label',
        {},
        h('input', {
          type: many ? 'checkbox' : 'radio',
          name,
          value: textOf(option.value),
          checked: chosen.includes(option.value),
          change: () => change(many ? picked() : picked()[0]),
        }),
        h(
          'span',
          {},
          ...words(option.text, names),
          option.description !== undefined &&
            h('small', { class: 'faint' }, ...words(option.description, names)),
        ),
      ),
    ),
  )
  return place
}

/** The year 0202 is 2026 being typed. */
const UNFINISHED = /^0\d{3}-/

/** @param {string} type @param {string} value @param {Fields} element @param {(wanted: unknown) => unknown} change */
function picker(type, value, element, change) {
  /** @type {HTMLInputElement} */
  const field = h('input', {
    type,
    value,
    'aria-label': placeholderOf(element) || 'Choose',
    change: () => UNFINISHED.test(field.value) || change(field.value === '' ? null : field.value),
  })
  return field
}

/** Seconds since 1970 as the browser's field wants them, and back. @param {unknown} seconds */
function localTime(seconds) {
  if (typeof seconds !== 'number') return ''
  const date = new Date(seconds * 1000)
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

/** @param {unknown} local */
const secondsOf = (local) =>
  typeof local === 'string' ? String(Math.floor(new Date(local).getTime() / 1000)) : null

/** @param {Fields} element @param {unknown} held @param {(wanted: unknown) => unknown} change */
function textField(element, held, change) {
  const value = typeof held === 'string' ? held : richWords(held)
  const rows = element.type === 'rich_text_input' || element.multiline === true
  const common = { placeholder: placeholderOf(element), maxlength: Number(element.max_length ?? 3000) }
  if (rows) {
    /** @type {HTMLTextAreaElement} */
    const area = h('textarea', { rows: 4, ...common, input: () => change(area.value) })
    area.value = value
    return area
  }
  const kinds = /** @type {Record<string, string>} */ ({
    email_text_input: 'email',
    url_text_input: 'url',
    number_input: 'decimal',
  })
  /** @type {HTMLInputElement} */
  const field = h('input', {
    type: 'text',
    inputmode: kinds[textOf(element.type)] ?? 'text',
    ...common,
    input: () => change(field.value),
  })
  field.value = value
  return field
}

/** @param {unknown} richText */
const richWords = (richText) =>
  rowsOf(fieldsOf(richText).elements)
    .map((part) =>
      rowsOf(part.elements)
        .map(({ text }) => textOf(text))
        .join(''),
    )
    .join('\n')
