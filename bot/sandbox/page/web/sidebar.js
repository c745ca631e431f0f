/** @import { Channel, Person, Place } from './types.d.ts' */
/** @import { App } from './app.js' */
import { avatar, h, icon } from './dom.js'

/** Where one can go, and whom one can be. @param {App} app */
export function createSidebar(app) {
  const team = h('div', { class: 'team' })
  const places = h('nav', { 'aria-label': 'Conversations', keydown: walk })
  const people = h('nav', { 'aria-label': 'Be somebody else', class: 'people', keydown: walk })
  const lists = h('div', { class: 'lists' }, places, people)

  function draw() {
    const { world } = app
    const bot = world.overview().app.user
    const all = world.channels()
    const rooms = all.filter(({ kind }) => kind === 'public' || kind === 'private')
    const direct = all.filter((channel) => channel.with !== undefined && !channel.with.includes(bot))
    const giveFocusBack = focusIn(lists)
    team.replaceChildren(
      h('span', { class: 'mask', 'aria-hidden': 'true' }),
      h(
        'div',
        {},
        h('strong', {}, world.overview().team.name),
        h('small', {}, 'A workspace on this machine'),
      ),
    )
    places.replaceChildren(
      ...section(
        'Channels',
        rooms.map((channel) => channelRow(channel, app)),
      ),
      ...section(
        'Direct messages',
        direct.map((channel) => channelRow(channel, app)),
      ),
      ...section('App', [appRow(app)]),
    )
    people.replaceChildren(
      ...section(
        'Be somebody else',
        world.people().map((person) => personRow(person, app)),
      ),
    )
    giveFocusBack()
  }

  return { node: h('aside', { class: 'sidebar', 'aria-label': 'Workspace' }, team, lists), draw }
}

/** @param {string} name @param {Node[]} rows */
const section = (name, rows) => (rows.length === 0 ? [] : [h('h2', {}, name), ...rows])

/** @param {Channel} channel @param {App} app */
function channelRow(channel, app) {
  const other = app.world.people().find(({ id }) => id === channel.with?.[0])
  const kind = channel.kind === 'private' ? 'lock' : channel.kind === 'public' ? 'hash' : 'people'
  const sign = other === undefined ? icon(kind) : avatar(other)
  return row(app, { kind: 'channel', id: channel.id }, sign, channel.name, app.unread(channel))
}

/** @param {App} app */
function appRow(app) {
  const { app: bot } = app.world.overview()
  const channel = app.world.appChannel()
  const sign = avatar({ id: bot.user, name: bot.name, app: true })
  return row(
    app,
    { kind: 'app', tab: 'messages' },
    sign,
    bot.name,
    channel !== undefined && app.unread(channel),
  )
}

/** @param {App} app @param {Place} place @param {Node} sign @param {string} name @param {boolean} unread */
const row = (app, place, sign, name, unread) =>
  h(
    'button',
    {
      type: 'button',
      class: `row${unread ? ' unread' : ''}`,
      'data-row': place.kind === 'channel' ? place.id : 'app',
      'aria-current': app.isAt(place) ? 'page' : undefined,
      click: () => app.go(place),
    },
    sign,
    h('bdi', {}, name),
    unread && h('span', { class: 'dot', role: 'img', 'aria-label': 'unread' }),
  )

/** @param {Person} person @param {App} app */
function personRow(person, app) {
  const isMe = person.id === app.world.me().id
  return h(
    'button',
    {
      type: 'button',
      class: 'row person',
      'data-row': person.id,
      'aria-current': isMe ? 'true' : undefined,
      title: isMe ? 'This is you now' : `Be ${person.name}`,
      click: () => app.be(person),
    },
    avatar(person),
    h(
      'span',
      { class: 'who' },
      h('span', {}, h('bdi', {}, person.name), isMe && h('span', { class: 'badge' }, 'you')),
      h('small', {}, titleOf(person)),
    ),
  )
}

/** @param {Person} person */
export const titleOf = ({ title, guest, organisation }) =>
  [guest ? 'Guest' : '', organisation ?? '', title].filter((part) => part !== '').join(' · ')

/** The row that had the focus has it again after the lists are drawn anew. @param {HTMLElement} lists */
function focusIn(lists) {
  const active = document.activeElement
  const row = lists.contains(active) ? active?.getAttribute('data-row') : undefined
  return () => {
    const rows = [...lists.querySelectorAll('button')]
    if (row) rows.find((each) => each.getAttribute('data-row') === row)?.focus({ preventScroll: true })
  }
}

/** Arrow keys go from row to row. @param {KeyboardEvent} event */
function walk(event) {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  const lists = event.currentTarget instanceof HTMLElement ? event.currentTarget.parentElement : null
  if (step === 0 || lists === null) return
  const rows = [...lists.querySelectorAll('button')]
  const at = rows.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement))
  rows[(at + step + rows.length) % rows.length]?.focus()
  event.preventDefault()
}
