/** @import { Names } from './types.d.ts' */
import { h } from './dom.js'
import { fieldsOf, wordsOf } from './fields.js'
import { words } from './markup.js'

/** Asks what the app wants asked before something is done; true where it wants nothing asked. */
/** @param {unknown} confirm @param {Names} names @returns {Promise<boolean>} */
export function confirmed(confirm, names) {
  const { title, text, confirm: yes, deny, style } = fieldsOf(confirm)
  if (text === undefined) return Promise.resolve(true)
  return ask({
    title: wordsOf(title),
    text: words(text, names),
    yes: wordsOf(yes) || 'Yes',
    no: wordsOf(deny) || 'Cancel',
    danger: style === 'danger',
  })
}

/** @param {{ title: string, text: (Node | string)[], yes: string, no: string, danger?: boolean }} question @returns {Promise<boolean>} */
export function ask({ title, text, yes, no, danger = false }) {
  return new Promise((resolve) => {
    /** @type {HTMLDialogElement} */
    const dialog = h(
      'dialog',
      {
        class: 'dialog small',
        'aria-label': title,
        close: () => {
          resolve(dialog.returnValue === 'yes')
          dialog.remove()
        },
      },
      h('h2', {}, title),
      h('p', {}, ...text),
      h(
        'div',
        { class: 'dialog-foot' },
        h('button', { type: 'button', class: 'button', click: () => dialog.close('no') }, no),
        h(
          'button',
          {
            type: 'button',
            class: `button ${danger ? 'danger' : 'primary'}`,
            click: () => dialog.close('yes'),
          },
          yes,
        ),
      ),
    )
    document.body.append(dialog)
    dialog.showModal()
  })
}
