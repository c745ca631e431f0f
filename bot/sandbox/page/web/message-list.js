/** @import { Message } from './types.d.ts' */
/** @import { App } from './app.js' */
/** @import { Where } from './message.js' */
import { dayOf } from './dates.js'
import { h } from './dom.js'
import { replace } from './in-hand.js'
import { continues, messageNode } from './message.js'

/** Messages one below the other, with a line where a day begins; `before` is the one above the first. */
/** @param {Message[]} messages @param {Message | undefined} before @param {App} app @param {Where} where */
export function messageNodes(messages, before, app, where) {
  const names = app.world.names()
  return messages.flatMap((message, index) => {
    const previous = index === 0 ? before : messages[index - 1]
    const day = dayOf(message.ts, names)
    const isNewDay =
      where.thread === undefined && (previous === undefined || dayOf(previous.ts, names) !== day)
    const node = messageNode(message, app, where, !isNewDay && continues(previous, message))
    return isNewDay ? [h('div', { class: 'day', role: 'separator' }, h('span', {}, day)), node] : [node]
  })
}

/** Where older messages end with the day that the list begins with, that day's line goes: it stands above them. */
/** @param {HTMLElement} list @param {Message[]} older @param {App} app */
export function joinDays(list, older, { world }) {
  const last = older.at(-1)
  const first = list.querySelector('.day')
  if (last !== undefined && first !== null && dayOf(last.ts, world.names()) === first.textContent)
    first.remove()
}

/** A message that says something else now. */
/** @param {Message} message @param {Message | undefined} before @param {HTMLElement} list @param {App} app @param {Where} where */
export function redrawMessage(message, before, list, app, where) {
  const old = [...list.children].findLast((each) => each.getAttribute('data-ts') === message.ts)
  if (old === undefined) return
  const drawn = messageNode(
    message,
    app,
    where,
    old.classList.contains('grouped') && continues(before, message),
  )
  replace(old, drawn)
}
