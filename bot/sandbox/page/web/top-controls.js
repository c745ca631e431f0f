/** @import { App } from './app.js' */
import { clockControl } from './clock.js'
import { ask } from './confirm.js'
import { avatar, h, icon } from './dom.js'
import { showJournal } from './journal.js'
import { menuItem, popover } from './popover.js'
import { wordsFor } from './world.js'

/** The clock, the jobs, a fresh start, and who one is. What the program doesn't lend isn't shown. */
/** @param {App} app */
export function topControls(app) {
  const { clockMoves, jobs } = app.world.overview()
  return [
    ...(clockMoves ? [clockControl(app)] : []),
    ...(jobs.length > 0 ? [jobMenu(app)] : []),
    popover(h('span', { class: 'icon-button' }, icon('more')), 'More', (close) => [
      menuItem([icon('undo'), 'Start afresh …'], close, () => reset(app)),
      menuItem([icon('list'), 'What went over the wire'], close, () => showJournal(app)),
    ]),
    me(app),
  ]
}

/** @param {App} app */
function me(app) {
  const person = app.world.me()
  return h(
    'button',
    { type: 'button', class: 'me', title: 'Be somebody else', click: () => app.toggleSidebar(true) },
    avatar(person),
    h('span', {}, 'You are ', h('strong', {}, person.name.split(' ')[0] ?? '')),
  )
}

/** @param {App} app */
function jobMenu(app) {
  const face = h(
    'span',
    { class: 'quiet-button' },
    icon('play'),
    h('span', { class: 'wide-only' }, 'Run a job'),
  )
  return popover(face, 'Run a job', (close) =>
    app.world.overview().jobs.map(({ name, title }) => menuItem([title], close, () => run(app, name, title))),
  )
}

/** @param {App} app @param {string} name @param {string} title */
async function run(app, name, title) {
  app.say(`${title} …`)
  try {
    const { outcome } = /** @type {{ outcome: string }} */ (await app.door.post('jobs', { name }))
    app.say(outcome)
  } catch (error) {
    app.say(wordsFor(error))
  }
}

/** @param {App} app */
async function reset(app) {
  const sure = await ask({
    title: 'Start afresh?',
    text: ['Everything said and opened in this workspace is cleared. What Dramatis knows stays.'],
    yes: 'Clear it',
    no: 'Keep it',
    danger: true,
  })
  if (sure) await app.tell(() => app.door.act('reset', {}))
}
