/** @import { Change } from './types.d.ts' */
/** @import { App, Parts } from './app.js' */
/** @import { Memory } from './memory.js' */
import { released } from './press.js'

const SOON_MS = 150

/** Keeps the page as the workspace is. @param {App} app @param {Parts} parts @param {Memory} memory */
export function keepUp(app, parts, memory) {
  const { world } = app
  const { sidebar, topBar, conversation, home, thread, forms, middle } = parts

  function drawAround() {
    sidebar.draw()
    topBar.drawTitle()
    topBar.drawControls()
  }

  async function show() {
    const place = memory.place()
    drawAround()
    const atHome = place.kind === 'app' && place.tab === 'home'
    middle.replaceChildren(atHome ? home.node : conversation.node)
    await (atHome ? home.draw() : conversation.show(place))
    // What the app shows because of it comes after what was there before.
    if (place.kind === 'app') announce(app, place.tab)
    markSeen(parts, app, memory)
  }

  async function everything() {
    await world.load()
    await released()
    await show()
    await thread.again()
    await forms.refresh()
  }

  /** Channels, people or the time are others now; the messages stay as they are. */
  async function around() {
    await world.load()
    await released()
    drawAround()
    conversation.settle(memory.place())
  }

  const readChannels = soon(async () => {
    await world.loadChannels()
    await released()
    markSeen(parts, app, memory)
  })

  /** @param {Change} change */
  async function changed(change) {
    const mine = change.person === undefined || change.person === world.me().id
    switch (change.kind) {
      case 'message':
      case 'message_deleted':
        if (!mine) return
        app.lookAgain(change)
        return readChannels()
      case 'modal':
        return mine ? await forms.refresh() : undefined
      case 'home':
        return mine && home.node.isConnected ? await home.draw() : undefined
      case 'clock':
        await around()
        return conversation.redraw()
      case 'channel':
      case 'person':
      case 'connection':
        return await around()
      case 'reset':
        return await everything()
    }
  }

  return { show, everything, changed }
}

/** Slack tells the app whenever somebody looks at it. @param {App} app @param {'home' | 'messages'} tab */
function announce({ door, world }, tab) {
  void door.act('home', { as: world.me().id, tab }).catch(() => undefined)
}

/** What is on the screen has been read. @param {Parts} parts @param {App} app @param {Memory} memory */
function markSeen({ conversation, home, sidebar }, { world }, memory) {
  const where = conversation.where()
  const channel = where && world.channel(where.in)
  if (channel !== undefined && !home.node.isConnected) memory.see(channel, conversation.newest())
  sidebar.draw()
}

/** Runs soon, once for all who asked meanwhile. @param {() => Promise<void>} run */
function soon(run) {
  let waiting = false
  return () => {
    if (waiting) return
    waiting = true
    setTimeout(() => {
      waiting = false
      void run().catch(() => undefined)
    }, SOON_MS)
  }
}
