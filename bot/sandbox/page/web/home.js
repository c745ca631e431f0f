/** @import { App } from './app.js' */
import { blocks } from './blocks.js'
import { h } from './dom.js'
import { redraw } from './in-hand.js'
import { released } from './press.js'
import { sceneAt } from './world.js'

/** The app's Home tab, as the app last published it for this person. @param {App} app */
export function createHome({ door, world }) {
  const inside = h('div', { class: 'blocks home' })
  const node = h('div', { class: 'scroller', tabindex: '0', 'aria-label': 'Home' }, inside)
  let drawnFor = ''

  async function draw() {
    const person = world.me().id
    const view = await door.home(person)
    await released()
    if (person !== world.me().id) return
    if (drawnFor !== person) inside.replaceChildren()
    drawnFor = person
    const { name } = world.overview().app
    redraw(
      inside,
      view === undefined
        ? [h('p', { class: 'empty' }, `${name} has put nothing here yet.`)]
        : blocks(view.blocks, sceneAt(door, world, { home: true }, view.state.values)),
    )
  }

  return { node, draw }
}
