/** @import { Change, Channel, Outcome, Person, Place } from './types.d.ts' */
/** @import { Door } from './door.js' */
/** @import { World } from './world.js' */
import { keepUp } from './changes.js'
import { createConversation } from './conversation.js'
import { h } from './dom.js'
import { createForms } from './form.js'
import { createHome } from './home.js'
import { createMemory } from './memory.js'
import { createSidebar } from './sidebar.js'
import { createThread } from './thread.js'
import { createToast } from './toast.js'
import { createTopBar } from './top-bar.js'
import { wordsFor } from './world.js'

/**
 * What every part of the page may ask of the whole.
 * @typedef {{
 *   door: Door, world: World,
 *   place(): Place, isAt(place: Place): boolean, go(place: Place): Promise<void>, be(person: Person): Promise<void>,
 *   lookAgain(change: Change): void,
 *   openThread(ts: string): Promise<void>, closeThread(): void, toggleSidebar(open?: boolean): void,
 *   unread(channel: Channel): boolean, say(words: string): void, tell(act: () => Promise<Outcome>): Promise<void>
 * }} App
 */

/** @typedef {ReturnType<typeof partsOf>} Parts */

/** Puts the page together. @param {Door} door @param {World} world */
export function createApp(door, world) {
  const memory = createMemory(world)
  const toast = createToast()
  /** @type {App} */
  const app = {
    door,
    world,
    place: memory.place,
    isAt: (place) => samePlace(place, memory.place()),
    async go(place) {
      memory.goTo(place)
      toggleSidebar(parts, false)
      parts.thread.close()
      await live.show()
    },
    async be(person) {
      parts.thread.close()
      await world.be(person)
      toggleSidebar(parts, false)
      await live.show()
      toast.say(`You are ${person.name} now.`)
      await parts.forms.refresh()
    },
    lookAgain(change) {
      parts.conversation.changed(change)
      parts.thread.changed(change)
    },
    openThread: (ts) => parts.thread.open(parts.conversation.where()?.in ?? '', ts),
    closeThread: () => parts.thread.close(),
    toggleSidebar: (open) => toggleSidebar(parts, open),
    unread: memory.unread,
    say: toast.say,
    async tell(act) {
      try {
        const outcome = await act()
        if (outcome.state === 'failed' && outcome.shown !== '') toast.say(outcome.shown)
      } catch (error) {
        toast.say(wordsFor(error))
      }
    },
  }
  const parts = partsOf(app)
  const live = keepUp(app, parts, memory)
  return { nodes: [parts.frame, toast.node], everything: live.everything, changed: live.changed }
}

/** @param {App} app */
function partsOf(app) {
  const sidebar = createSidebar(app)
  const topBar = createTopBar(app)
  const conversation = createConversation(app)
  const home = createHome(app)
  const thread = createThread(app)
  const forms = createForms(app)
  const middle = h('div', { class: 'middle' })
  const veil = h('button', {
    type: 'button',
    class: 'veil',
    'aria-label': 'Close the list',
    click: () => app.toggleSidebar(false),
  })
  const frame = h(
    'div',
    { class: 'frame' },
    sidebar.node,
    veil,
    h('main', {}, topBar.node, middle),
    thread.node,
  )
  addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return
    if (document.querySelector('dialog[open], details.menu[open]') !== null) return
    if (frame.classList.contains('with-sidebar')) app.toggleSidebar(false)
    else thread.close()
  })
  return { sidebar, topBar, conversation, home, thread, forms, middle, frame }
}

/** On a phone the list slides over the messages. @param {Parts} parts @param {boolean} [wanted] */
function toggleSidebar({ frame, sidebar }, wanted) {
  const open = wanted ?? !frame.classList.contains('with-sidebar')
  frame.classList.toggle('with-sidebar', open)
  if (!open) return
  const current = sidebar.node.querySelector('.person[aria-current]')
  current?.scrollIntoView({ block: 'nearest' })
}

/** @param {Place} one @param {Place} other */
const samePlace = (one, other) =>
  one.kind === 'app' || other.kind === 'app' ? one.kind === other.kind : one.id === other.id
