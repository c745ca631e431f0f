/** @import { App } from './app.js' */
import { dateInWords } from './dates.js'
import { h } from './dom.js'
import { rowsOf, textOf } from './fields.js'

const LATEST = 150

/** What the app and the workspace said to each other lately. @param {App} app */
export async function showJournal({ door, world }) {
  const { calls, deliveries, troubles } = /** @type {Record<string, unknown>} */ (await door.journal())
  const rows = [
    ...rowsOf(calls).map((each) => ({
      at: Number(each.at),
      who: 'App calls',
      what: textOf(each.method),
      outcome: textOf(each.error) || 'ok',
    })),
    ...rowsOf(deliveries).map((each) => ({
      at: Number(each.at),
      who: 'Slack delivers',
      what: textOf(each.kind),
      outcome: textOf(each.outcome),
    })),
    ...rowsOf(troubles).map((each) => ({
      at: Number(each.at),
      who: 'Trouble',
      what: textOf(each.kind),
      outcome: textOf(each.detail),
    })),
  ]
  const latest = rows.sort((one, other) => other.at - one.at).slice(0, LATEST)
  const line = (/** @type {(typeof rows)[number]} */ { at, who, what, outcome }) =>
    h(
      'tr',
      { class: outcome === 'ok' || outcome === 'acked' ? '' : 'bad' },
      ...[dateInWords(at / 1000, '{time_secs}', world.names()), who, what, outcome].map((cell) =>
        h('td', {}, cell),
      ),
    )
  /** @type {HTMLDialogElement} */
  const dialog = h(
    'dialog',
    { class: 'dialog', 'aria-label': 'What went over the wire', close: () => dialog.remove() },
    h(
      'div',
      { class: 'dialog-head' },
      h('h2', {}, 'What went over the wire'),
      h('button', { type: 'button', class: 'button', click: () => dialog.close() }, 'Close'),
    ),
    h('div', { class: 'dialog-body' }, h('table', { class: 'journal' }, h('tbody', {}, ...latest.map(line)))),
  )
  document.body.append(dialog)
  dialog.showModal()
}
