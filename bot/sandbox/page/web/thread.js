/** @import { Change } from './types.d.ts' */
/** @import { App } from './app.js' */
import { createComposer } from './composer.js'
import { h, iconButton } from './dom.js'
import { createTimeline } from './timeline.js'

/** A message with its replies, beside the conversation. @param {App} app */
export function createThread(app) {
  const timeline = createTimeline(app, {
    label: 'Thread',
    empty: () => h('p', { class: 'empty' }, 'This thread is gone.'),
  })
  const composer = createComposer(app, 'Reply')
  const node = h(
    'aside',
    { class: 'thread', 'aria-label': 'Thread', hidden: true },
    h(
      'header',
      { class: 'top-bar' },
      h('div', { class: 'title' }, h('h1', {}, 'Thread')),
      iconButton('close', 'Close thread', () => close()),
    ),
    timeline.node,
    composer.node,
  )

  /** @param {string} channel @param {string} ts */
  async function open(channel, ts) {
    node.hidden = false
    const where = { in: channel, thread: ts }
    composer.show(where, 'Reply …')
    await timeline.show(where)
    composer.focus()
  }

  function close() {
    node.hidden = true
    timeline.leave()
  }

  /** After everything was read anew; a thread that is gone is closed. */
  async function again() {
    const where = timeline.where()
    if (where !== undefined) await timeline.show(where).catch(() => close())
  }

  /** @param {Change} change */
  function changed({ channel, ts, thread }) {
    const where = timeline.where()
    if (where === undefined || channel !== where.in || ts === undefined) return
    if (thread === where.thread || ts === where.thread) timeline.refresh(ts)
  }

  return { node, open, close, again, changed }
}
