/** @import { Message } from './types.d.ts' */
/** @import { App } from './app.js' */
/** @import { Where } from './message.js' */
import { h, icon } from './dom.js'
import { redraw } from './in-hand.js'
import { joinDays, messageNodes, redrawMessage } from './message-list.js'
import { oneByOne } from './one-by-one.js'
import { released } from './press.js'

const PAGE = 100
const NEAR_PX = 16
const AHEAD_PX = 400
const ABOVE_PX = 8

/**
 * The messages of a conversation or a thread: the newest hundred, and older ones as somebody scrolls up.
 * @typedef {{
 *   app: App, where: Where | undefined, shown: Message[], complete: boolean, loading: boolean, following: boolean, measured: number,
 *   shownFor: string,
 *   list: HTMLElement, scroller: HTMLElement, below: HTMLElement, empty: (where: Where) => Node
 * }} Timeline
 */

/** @param {App} app @param {{ label: string, empty: (where: Where) => Node }} options */
export function createTimeline(app, { label, empty }) {
  const list = h('div', { class: 'messages', role: 'log', 'aria-label': label })
  const below = h(
    'button',
    { type: 'button', class: 'below', hidden: true, click: () => toBottom(timeline) },
    icon('down'),
    'New messages',
  )
  const scroller = h('div', { class: 'scroller', tabindex: '0', scroll: () => void scrolled(timeline) }, list)
  /** @type {Timeline} */
  const timeline = {
    app,
    where: undefined,
    shown: [],
    complete: false,
    loading: false,
    following: true,
    measured: 0,
    shownFor: '',
    list,
    scroller,
    below,
    empty,
  }
  // What grows after it was drawn, as a picture does, or a narrower window keep the newest message in sight.
  const sizes = new ResizeObserver(() => timeline.following && toBottom(timeline))
  sizes.observe(list)
  sizes.observe(scroller)
  const changes = oneByOne({
    one: (ts) => refreshOne(timeline, ts),
    all: async () => timeline.where && show(timeline, timeline.where),
  })
  return {
    node: h('div', { class: 'timeline' }, scroller, below),
    show: (/** @type {Where} */ where) => show(timeline, where),
    /** A message is there, changed or gone. */
    refresh: changes.add,
    draw: () => draw(timeline),
    where: () => timeline.where,
    newest: () => timeline.shown.at(-1)?.ts,
    leave() {
      timeline.where = undefined
      timeline.shown = []
      list.replaceChildren()
    },
  }
}

/** @param {Timeline} timeline @param {string} [before] */
async function page({ app, where }, before) {
  if (where === undefined) return []
  const until = before === undefined ? {} : { before }
  return await app.door.messages({ as: app.world.me().id, ...where, limit: PAGE, ...until })
}

/** @param {Timeline} timeline @param {Where} where */
async function show(timeline, where) {
  const shownFor = `${where.in}/${where.thread}/${timeline.app.world.me().id}`
  // What another place said, or to somebody else, is gone before the new is there.
  if (timeline.shownFor !== shownFor) timeline.list.replaceChildren()
  timeline.shownFor = shownFor
  timeline.where = where
  const messages = await page(timeline)
  await released()
  if (timeline.where !== where) return
  timeline.shown = messages
  timeline.complete = messages.length < PAGE
  draw(timeline)
  toBottom(timeline)
}

/** @param {Timeline} timeline */
function draw({ app, where, shown, list, empty }) {
  if (where === undefined) return
  redraw(list, shown.length === 0 ? [empty(where)] : messageNodes(shown, undefined, app, where))
}

/** @param {Timeline} timeline */
async function scrolled(timeline) {
  const { scroller, where, shown, list, app } = timeline
  // A scroll that comes of a new size is not somebody's wish to leave the newest message.
  if (timeline.measured === sizeOf(timeline)) timeline.following = atBottom(timeline)
  timeline.measured = sizeOf(timeline)
  if (timeline.following) timeline.below.hidden = true
  const [oldest] = shown
  if (scroller.scrollTop > AHEAD_PX || timeline.complete || timeline.loading) return
  if (oldest === undefined || where === undefined || where.thread !== undefined) return
  timeline.loading = true
  const older = await page(timeline, oldest.ts).finally(() => {
    timeline.loading = false
  })
  if (timeline.where !== where) return
  const fromEnd = scroller.scrollHeight - scroller.scrollTop
  timeline.complete = older.length < PAGE
  timeline.shown = [...older, ...timeline.shown]
  joinDays(list, older, app)
  list.prepend(...messageNodes(older, undefined, app, where))
  scroller.scrollTop = scroller.scrollHeight - fromEnd
}

/** @param {Timeline} timeline @param {string} ts */
async function refreshOne(timeline, ts) {
  const { app, where } = timeline
  if (where === undefined) return
  const input = { as: app.world.me().id, ...where, limit: 1, before: justAfter(ts) }
  const found = (await app.door.messages(input)).find((message) => message.ts === ts)
  await released()
  if (timeline.where !== where) return
  const isNew = put(timeline, ts, found, where)
  const isForMe = found?.onlyVisibleToYou || found?.user === input.as
  if (isNew && (isForMe || timeline.following)) reveal(timeline, ts)
  else if (timeline.following) toBottom(timeline)
  else if (isNew) timeline.below.hidden = false
}

/** Whether a message came that wasn't there. @param {Timeline} timeline @param {string} ts @param {Message | undefined} message @param {Where} where */
function put(timeline, ts, message, where) {
  const { shown, app, list, complete } = timeline
  const index = shown.findIndex((each) => each.ts === ts)
  const last = shown.at(-1)
  if (message === undefined) {
    if (index < 0) return false
    shown.splice(index, 1)
    draw(timeline)
  } else if (index >= 0) {
    shown[index] = message
    redrawMessage(message, shown[index - 1], list, app, where)
  } else if (last === undefined || ts > last.ts) {
    if (last === undefined) list.replaceChildren()
    shown.push(message)
    list.append(...messageNodes([message], last, app, where))
    return true
  } else if (complete || ts > (shown[0]?.ts ?? '')) {
    timeline.shown = [...shown, message].sort((one, other) => (one.ts < other.ts ? -1 : 1))
    draw(timeline)
    return true
  }
  return false
}

/** @param {Timeline} timeline */
const atBottom = ({ scroller }) =>
  scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_PX

/** @param {Timeline} timeline */
function toBottom(timeline) {
  timeline.scroller.scrollTop = timeline.scroller.scrollHeight
  timeline.measured = sizeOf(timeline)
  timeline.below.hidden = true
  timeline.following = true
}

/** Goes to the end, but no further than the beginning of a long new message. @param {Timeline} timeline @param {string} ts */
function reveal(timeline, ts) {
  const { list, scroller } = timeline
  const node = [...list.children].findLast((each) => each.getAttribute('data-ts') === ts)
  node?.classList.add('measured')
  toBottom(timeline)
  if (!(node instanceof HTMLElement) || node.offsetTop > scroller.scrollTop) return
  scroller.scrollTop = node.offsetTop - ABOVE_PX
  timeline.following = atBottom(timeline)
}

/** @param {Timeline} timeline */
const sizeOf = ({ scroller }) => scroller.scrollHeight * 10_000 + scroller.clientHeight

/** Reading is up to a time and without it, so the message itself is just before the next microsecond. */
/** @param {string} ts */
function justAfter(ts) {
  const [seconds = '0', micros = '0'] = ts.split('.')
  const next = BigInt(seconds) * 1_000_000n + BigInt(micros.padEnd(6, '0')) + 1n
  return `${next / 1_000_000n}.${String(next % 1_000_000n).padStart(6, '0')}`
}
