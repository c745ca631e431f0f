import { h } from './dom.js'

/**
 * A small menu under what opens it; Esc, a click elsewhere and a choice close it.
 * @param {Node} face
 * @param {string} label
 * @param {(close: () => void) => Node[]} content
 */
export function popover(face, label, content) {
  const inside = h('div', { class: 'popover', role: 'menu' })
  const details = h(
    'details',
    { class: 'menu', toggle: () => opened() },
    h('summary', { 'aria-label': label, title: label }, face),
    inside,
  )
  const close = () => {
    details.open = false
  }
  function opened() {
    if (!details.open) return
    inside.replaceChildren(...content(close))
    inside.classList.toggle('to-left', details.getBoundingClientRect().left > innerWidth / 2)
    inside.classList.toggle('upwards', details.getBoundingClientRect().bottom > innerHeight * 0.6)
    const leave = (/** @type {Event} */ event) => {
      const away =
        event instanceof KeyboardEvent
          ? event.key === 'Escape'
          : !details.contains(/** @type {Node} */ (event.target))
      if (!away && details.open) return
      close()
      document.removeEventListener('click', leave)
      document.removeEventListener('keydown', leave)
      if (event instanceof KeyboardEvent) details.querySelector('summary')?.focus()
    }
    document.addEventListener('click', leave)
    document.addEventListener('keydown', leave)
  }
  return details
}

/** One line of such a menu. @param {(Node | string)[]} words @param {() => void} close @param {() => unknown} pick */
export const menuItem = (words, close, pick) =>
  h(
    'button',
    {
      type: 'button',
      class: 'menu-item',
      role: 'menuitem',
      click() {
        close()
        void pick()
      },
    },
    ...words,
  )
