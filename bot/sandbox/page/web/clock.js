/** @import { App } from './app.js' */
import { dateInWords } from './dates.js'
import { h, icon } from './dom.js'
import { popover } from './popover.js'

const DAY_MS = 86_400_000
const TICK_MS = 20_000

/** The time in this workspace, and how to move it. @param {App} app */
export function clockControl(app) {
  const { door, world } = app
  const zone = () => world.me().timeZone
  const words = () => dateInWords(world.now() / 1000, '{date_short}, {time}', world.names())
  const face = h('span', { class: 'wide-only' }, words())
  const ticking = setInterval(() => {
    face.textContent = words()
    if (!face.isConnected) clearInterval(ticking)
  }, TICK_MS)
  const move = (/** @type {number} */ to) =>
    app.tell(() => door.act('clock', { to: new Date(to).toISOString() }))

  return popover(
    h('span', { class: 'quiet-button' }, icon('clock'), face),
    'The time in this workspace',
    (close) => {
      const field = h('input', {
        type: 'datetime-local',
        value: wallTime(world.now(), zone()),
        'aria-label': 'It is',
      })
      const go = (/** @type {number} */ to) => {
        close()
        void move(to)
      }
      const step = (/** @type {string} */ label, /** @type {() => number} */ to) =>
        h('button', { type: 'button', class: 'quiet-button', click: () => go(to()) }, label)
      return [
        h('p', { class: 'menu-head' }, 'It is ', h('strong', {}, words())),
        h(
          'div',
          { class: 'menu-line' },
          field,
          h(
            'button',
            { type: 'button', class: 'button', click: () => go(instantOf(field.value, zone())) },
            'Move',
          ),
        ),
        h(
          'div',
          { class: 'menu-line' },
          step('+ 1 day', () => world.now() + DAY_MS),
          step('+ 1 week', () => world.now() + 7 * DAY_MS),
          step('Next month', () => nextMonth(world.now(), zone())),
        ),
      ]
    },
  )
}

/** As a field of the page takes it: 2026-11-02T09:00. @param {number} instant @param {string} zone */
function wallTime(instant, zone) {
  const options = /** @type {const} */ ({ timeZone: zone, dateStyle: 'short', timeStyle: 'short' })
  return new Intl.DateTimeFormat('sv-SE', options).format(instant).replace(' ', 'T')
}

/** @param {string} wall @param {string} zone */
function instantOf(wall, zone) {
  const guess = Date.parse(`${wall}Z`)
  const shown = Date.parse(`${wallTime(guess, zone)}Z`)
  return guess - (shown - guess)
}

/** The morning of the first. @param {number} now @param {string} zone */
function nextMonth(now, zone) {
  const [year = 0, month = 1] = wallTime(now, zone).split(/[-T]/).map(Number)
  const first = new Date(Date.UTC(year, month, 1, 9)).toISOString().slice(0, 16)
  return instantOf(first, zone)
}
