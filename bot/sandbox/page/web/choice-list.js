/** @import { Fields, Scene } from './types.d.ts' */
/** @import { Choice } from './controls.js' */
import { h } from './dom.js'
import { fieldsOf, rowsOf, textOf, wordsOf } from './fields.js'

/** A menu of which several may be chosen: what is chosen in one line, the boxes below it. */
/** @param {Choice[]} choices @param {unknown} held @param {string} placeholder @param {(wanted: unknown) => unknown} change */
export function choiceList(choices, held, placeholder, change) {
  const chosen = new Set(
    (Array.isArray(held) ? held : []).map((each) => textOf(each) || textOf(fieldsOf(each).value)),
  )
  const face = h('summary', {})
  const say = () => {
    face.textContent =
      choices
        .filter(({ value }) => chosen.has(value))
        .map(({ text }) => text)
        .join(', ') ||
      placeholder ||
      'Choose …'
  }
  const toggle = (/** @type {string} */ value) => {
    if (!chosen.delete(value)) chosen.add(value)
    say()
    change([...chosen])
  }
  say()
  return h(
    'details',
    { class: 'choice-list' },
    face,
    h('div', { class: 'group' }, ...choices.map((each) => box(each, chosen, toggle))),
  )
}

/** @param {Choice} choice @param {Set<string>} chosen @param {(value: string) => void} toggle */
const box = ({ value, text, group }, chosen, toggle) =>
  h(
    'label',
    {},
    h('input', { type: 'checkbox', value, checked: chosen.has(value), change: () => toggle(value) }),
    h('span', {}, text, group !== undefined && h('small', { class: 'faint' }, group)),
  )

const PAUSE_MS = 200

/** A menu whose options the app gives for what was typed. */
/** @param {Fields} element @param {Fields} block @param {Scene} scene @param {unknown} held @param {(wanted: unknown) => unknown} change */
export function searchList(element, block, scene, held, change) {
  const many = element.type === 'multi_external_select'
  let chosen = many ? rowsOf(held) : fieldsOf(held).value === undefined ? [] : [fieldsOf(held)]
  const picked = h('div', { class: 'picked' })
  const found = h('div', { class: 'group', role: 'listbox', hidden: true })
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer
  const field = h('input', {
    type: 'text',
    placeholder: wordsOf(element.placeholder) || 'Type to search',
    role: 'combobox',
    'aria-expanded': 'false',
    input: () => {
      clearTimeout(timer)
      timer = setTimeout(() => void look(), PAUSE_MS)
    },
    focus: () => void look(),
  })

  async function look() {
    if (field.value.length < Number(element.min_query_length ?? 3)) return
    const options = await scene.suggest(block, element, field.value)
    const rows = options.map((option) =>
      h(
        'button',
        { type: 'button', class: 'menu-item', role: 'option', click: () => take(option) },
        wordsOf(option.text),
      ),
    )
    found.replaceChildren(...(rows.length > 0 ? rows : [h('span', { class: 'faint' }, 'Nothing found')]))
    found.hidden = false
  }

  /** @param {Fields} option */
  function take(option) {
    chosen = many ? [...chosen.filter(({ value }) => value !== option.value), option] : [option]
    settle()
  }

  function settle() {
    field.value = ''
    found.hidden = true
    show()
    change(many ? chosen : (chosen[0] ?? null))
  }

  function show() {
    picked.replaceChildren(
      ...chosen.map((option) =>
        h(
          'button',
          {
            type: 'button',
            class: 'chip',
            title: 'Take away',
            click: () => {
              chosen = chosen.filter((each) => each !== option)
              settle()
            },
          },
          `${wordsOf(option.text)} ×`,
        ),
      ),
    )
  }

  show()
  return h('div', { class: 'search-list' }, picked, field, found)
}
