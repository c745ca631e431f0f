/** @import { Channel } from './types.d.ts' */
/** @import { App } from './app.js' */
import { avatar, h, icon, iconButton } from './dom.js'
import { titleOf } from './sidebar.js'
import { topControls } from './top-controls.js'

/** The name of the place, and the small controls of the workspace. @param {App} app */
export function createTopBar(app) {
  const title = h('div', { class: 'title' })
  const controls = h('div', { class: 'top-controls' })
  const menu = iconButton('menu', 'Channels and people', () => app.toggleSidebar(), 'sidebar-toggle')
  return {
    node: h('header', { class: 'top-bar' }, menu, title, controls),
    drawTitle() {
      const place = app.place()
      const channel = place.kind === 'channel' ? app.world.channel(place.id) : undefined
      title.replaceChildren(...(channel === undefined ? appTitle(app) : channelTitle(app, channel)))
    },
    drawControls: () => controls.replaceChildren(...topControls(app)),
  }
}

/** @param {App} app */
function appTitle(app) {
  const place = app.place()
  const { app: bot } = app.world.overview()
  const tab = (/** @type {'home' | 'messages'} */ each, /** @type {string} */ name) =>
    h(
      'button',
      {
        type: 'button',
        role: 'tab',
        'aria-selected': String(place.kind === 'app' && place.tab === each),
        click: () => app.go({ kind: 'app', tab: each }),
      },
      name,
    )
  const tabs = bot.homeTab ? [tab('home', 'Home'), tab('messages', 'Messages')] : []
  return [
    avatar({ id: bot.user, name: bot.name, app: true }),
    h('h1', {}, bot.name),
    h('div', { class: 'tabs', role: 'tablist' }, ...tabs),
  ]
}

/** @param {App} app @param {Channel} channel */
function channelTitle({ world }, channel) {
  const isRoom = channel.kind === 'public' || channel.kind === 'private'
  const other = world.people().find(({ id }) => id === channel.with?.[0])
  const about = isRoom ? channel.topic : other === undefined ? '' : titleOf(other)
  return [
    ...(isRoom ? [icon(channel.kind === 'private' ? 'lock' : 'hash')] : []),
    h('h1', {}, h('bdi', {}, channel.name)),
    h('span', { class: 'topic', title: `${channel.members.length} members` }, about),
  ]
}
