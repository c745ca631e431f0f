/** @import { Change, Channel, Place } from './types.d.ts' */
/** @import { App } from './app.js' */
/** @import { Where } from './message.js' */
import { createComposer } from './composer.js'
import { h } from './dom.js'
import { createPrompts } from './prompts.js'
import { createTimeline } from './timeline.js'

/** The messages of a channel or of direct messages, with the line to type into. @param {App} app */
export function createConversation(app) {
  const { door, world } = app
  const timeline = createTimeline(app, {
    label: 'Messages',
    empty: (where) => nothingYet(app, where),
  })
  const composer = createComposer(app, 'Message')
  const prompts = createPrompts(app)
  const outside = h('div', { class: 'outside', hidden: true })
  const node = h('section', { class: 'conversation' }, timeline.node, prompts.node, composer.node, outside)

  /** @param {Place} place */
  async function show(place) {
    const at = place.kind === 'channel' ? place.id : '@app'
    const where = { in: await idOf(at), thread: undefined }
    composer.show(where, placeholder(place, world.channel(where.in)))
    settle(place)
    await timeline.show(where)
    if (matchMedia('(hover: hover)').matches && document.querySelector('dialog[open]') === null)
      composer.focus()
  }

  /** Whether one may write here. @param {Place} place */
  function settle(place) {
    const channel = place.kind === 'channel' ? world.channel(place.id) : undefined
    const away = channel !== undefined && !channel.isMember
    composer.node.hidden = away
    outside.hidden = !away
    prompts.draw(place.kind === 'app' ? world.appChannel() : undefined)
    if (away) outside.replaceChildren(...joining(app, channel))
  }

  /** The direct messages with the app begin when somebody first looks at them. @param {string} at */
  async function idOf(at) {
    if (at !== '@app') return at
    if (world.appChannel() === undefined) {
      await door.messages({ as: world.me().id, in: '@app', limit: 1 })
      await world.loadChannels()
    }
    return world.appChannel()?.id ?? '@app'
  }

  /** @param {Place} place @param {Channel | undefined} channel */
  function placeholder(place, channel) {
    const { name, commands } = world.overview().app
    if (place.kind === 'app') return `Ask ${name} anything`
    const whom =
      channel?.kind === 'public' || channel?.kind === 'private' ? `#${channel.name}` : (channel?.name ?? '')
    return commands.length > 0 ? `Type / to ask, or write to ${whom}` : `Message ${whom}`
  }

  /** @param {Change} change */
  function changed({ channel, ts, thread }) {
    if (channel === undefined || channel !== timeline.where()?.in || ts === undefined) return
    // Behind the Home tab are the messages of whoever one was before.
    if (world.channel(channel) === undefined) return
    if (thread !== undefined) timeline.refresh(thread)
    timeline.refresh(ts)
  }

  return {
    node,
    show,
    settle,
    changed,
    redraw: timeline.draw,
    where: timeline.where,
    newest: timeline.newest,
  }
}

/** @param {App} app @param {Channel} channel */
function joining(app, channel) {
  const join = async () => {
    await app.tell(() => app.door.act('members', { in: channel.id, add: [app.world.me().id] }))
  }
  return [
    h('span', {}, `You are reading #${channel.name} without being in it.`),
    h('button', { type: 'button', class: 'button', click: join }, 'Join'),
  ]
}

/** @param {App} app @param {Where} where */
function nothingYet({ world }, where) {
  const channel = world.channel(where.in)
  const { app: bot } = world.overview()
  if (channel?.with?.includes(bot.user))
    return h('p', { class: 'empty' }, `Only you and ${bot.name} are here. Ask a question in your own words.`)
  return h('p', { class: 'empty' }, 'Nothing has been said here yet.')
}
