import { createApp } from './app.js'
import { h } from './dom.js'
import { DoorError, openDoor, takeToken } from './door.js'
import { follow } from './live.js'
import { createWorld, wordsFor } from './world.js'

const banner = h('div', { class: 'banner', role: 'status', hidden: true })

/** @param {string} title @param {...(Node | string)} words */
function gate(title, ...words) {
  document.body.replaceChildren(
    h(
      'div',
      { class: 'gate' },
      h('span', { class: 'mask', 'aria-hidden': 'true' }),
      h('h1', {}, title),
      h('p', {}, ...words),
    ),
  )
}

const PRINTED = 'Open the address that the terminal printed when it started; it carries the key to this page.'

async function start() {
  const token = takeToken()
  if (token === '') return gate('This page needs its key', PRINTED)
  const door = openDoor(token)
  const app = createApp(door, createWorld(door))
  try {
    await app.everything()
  } catch (error) {
    if (error instanceof DoorError && error.status === 401)
      return gate('This key is no longer valid', PRINTED)
    return gate('Something went wrong', wordsFor(error))
  }
  document.body.prepend(banner, ...app.nodes)
  let lost = false
  follow(door, {
    connected() {
      banner.hidden = true
      if (lost) void app.everything().catch(() => undefined)
      lost = false
    },
    changed: (change) => void app.changed(change).catch(() => undefined),
    lost() {
      lost = true
      banner.textContent = 'Reconnecting …'
      banner.hidden = false
    },
    locked: () => gate('Dramatis was started anew', 'This page belongs to an earlier start. ', PRINTED),
  })
}

void start()
