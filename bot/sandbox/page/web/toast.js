import { h } from './dom.js'

const SHOWN_MS = 4000

/** One sentence for a moment, read out too. */
export function createToast() {
  const node = h('div', { class: 'toast', role: 'status', hidden: true })
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let fading
  return {
    node,
    /** @param {string} words */
    say(words) {
      node.textContent = words
      node.hidden = false
      clearTimeout(fading)
      fading = setTimeout(() => {
        node.hidden = true
      }, SHOWN_MS)
    },
  }
}
