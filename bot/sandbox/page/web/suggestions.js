/** @import { World } from './world.js' */
import { h } from './dom.js'

/** @typedef {{ text: string, says: string }} Offer */

/** What fits to the word being typed: commands after a slash, people after an @. */
/** @param {string} name @param {HTMLTextAreaElement} field @param {World} world */
export function suggestions(name, field, world) {
  const id = `offers-${name.toLowerCase()}`
  field.setAttribute('aria-controls', id)
  const node = h('div', { class: 'offers', role: 'listbox', id, 'aria-label': 'Suggestions', hidden: true })
  /** @type {Offer[]} */
  let offers = []
  let chosen = 0

  const close = () => {
    offers = []
    draw()
  }

  function look() {
    const word = wordBefore(field)
    offers = offersFor(word, word.length === field.selectionStart, world)
    chosen = 0
    draw()
  }

  function draw() {
    node.hidden = offers.length === 0
    field.setAttribute('aria-expanded', String(offers.length > 0))
    const rows = offers.map(({ text, says }, index) =>
      h(
        'div',
        {
          role: 'option',
          id: `${id}-${index}`,
          'aria-selected': String(index === chosen),
          mousedown: (/** @type {Event} */ event) => {
            event.preventDefault()
            pick(index)
          },
        },
        h('strong', {}, text),
        ` ${says}`,
      ),
    )
    node.replaceChildren(...rows)
    if (offers.length > 0) field.setAttribute('aria-activedescendant', `${id}-${chosen}`)
    else field.removeAttribute('aria-activedescendant')
  }

  /** @param {number} index */
  function pick(index) {
    const offer = offers[index]
    const area = field
    if (offer === undefined) return
    const start = area.selectionStart - wordBefore(area).length
    area.setRangeText(`${offer.text} `, start, area.selectionStart, 'end')
    close()
    area.dispatchEvent(new Event('input'))
    close()
  }

  /** Whether the key was meant for the list. @param {KeyboardEvent} event */
  function pressed(event) {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (offers.length === 0) return false
    const complete = offers[chosen]?.text === wordBefore(field)
    if (event.key === 'Escape') close()
    else if (step !== 0) chosen = (chosen + step + offers.length) % offers.length
    else if (event.key === 'Tab' || (event.key === 'Enter' && !complete)) pick(chosen)
    else return false
    event.preventDefault()
    event.stopPropagation()
    draw()
    return true
  }

  return { node, id, look, close, pressed }
}

/** @param {HTMLTextAreaElement} area */
const wordBefore = (area) => /\S*$/.exec(area.value.slice(0, area.selectionStart))?.[0] ?? ''

/** @param {string} word @param {boolean} first @param {World} world @returns {Offer[]} */
function offersFor(word, first, world) {
  const { app } = world.overview()
  if (word.startsWith('/') && first)
    return app.commands
      .filter(({ command }) => command.startsWith(word))
      .map(({ command, description }) => ({ text: command, says: description }))
  if (!word.startsWith('@')) return []
  const typed = word.slice(1).toLowerCase()
  const everybody = [{ handle: app.name, name: app.name, title: 'app' }, ...world.people()]
  return everybody
    .filter(({ handle, name }) =>
      `${handle} ${name}`
        .toLowerCase()
        .split(' ')
        .some((part) => part.startsWith(typed)),
    )
    .slice(0, 6)
    .map(({ handle, name, title }) => ({
      text: `@${handle.toLowerCase()}`,
      says: [name, title].filter(Boolean).join(', '),
    }))
}
