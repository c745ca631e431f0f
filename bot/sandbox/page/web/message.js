/** @import { Fields, Message } from './types.d.ts' */
/** @import { App } from './app.js' */
import { blocks } from './blocks.js'
import { timeOf } from './dates.js'
import { avatar, h, icon, iconButton } from './dom.js'
import { rowsOf, textOf } from './fields.js'
import { emoji, link, markup } from './markup.js'
import { picture } from './picture.js'
import { menuItem, popover } from './popover.js'
import { sceneAt } from './world.js'

/** @typedef {{ in: string, thread: string | undefined }} Where */

/** One message with all that can be done with it. `grouped` goes without a name, under one of the same person. */
/** @param {Message} message @param {App} app @param {Where} where @param {boolean} grouped */
export function messageNode(message, app, where, grouped) {
  const { world } = app
  const names = world.names()
  const isApp = message.user === world.overview().app.user
  const time = h(
    'time',
    { title: new Date(Number(message.ts) * 1000).toISOString() },
    timeOf(message.ts, names),
  )
  const head = h(
    'header',
    {},
    h('bdi', { class: 'author' }, message.name),
    (message.fromApp || message.user === 'USLACKBOT') && h('span', { class: 'badge' }, 'app'),
    time,
  )
  const ephemeral =
    message.onlyVisibleToYou && h('p', { class: 'only-you' }, icon('eye'), 'Only visible to you')
  return h(
    'article',
    {
      class: `message${message.onlyVisibleToYou ? ' ephemeral' : ''}${grouped ? ' grouped' : ''}`,
      'data-ts': message.ts,
      'aria-label': `${message.name}, ${timeOf(message.ts, names)}`,
    },
    grouped
      ? h('span', { class: 'gutter' }, time.cloneNode(true))
      : avatar({ id: message.user, name: message.name, app: isApp }),
    h(
      'div',
      { class: 'content' },
      ephemeral,
      !grouped && head,
      body(message, app, where),
      foot(message, app, where),
    ),
    !message.onlyVisibleToYou && tools(message, app, where),
  )
}

/** @param {Message} message @param {App} app @param {Where} where */
function body(message, app, where) {
  const { door, world } = app
  const target = { in: where.in, ts: message.ts }
  const scene = sceneAt(door, world, target, message.values)
  const said =
    message.blocks.length > 0
      ? blocks(message.blocks, scene)
      : [h('div', { class: 'text' }, ...markup(message.text, scene.names))]
  const nothing = message.blocks.length === 0 && message.text === ''
  return h(
    'div',
    { class: 'blocks', dir: 'auto' },
    ...(nothing ? [] : said),
    ...message.attachments.map((attachment) => attached(attachment, scene)),
    ...message.files.map((file) => fileNode(file, message, app, where)),
    message.edited && h('small', { class: 'edited' }, '(edited)'),
  )
}

/** @param {Fields} attachment @param {import('./types.d.ts').Scene} scene */
const attached = (attachment, scene) =>
  h(
    'div',
    { class: 'attachment' },
    ...markup(textOf(attachment.text), scene.names),
    ...blocks(rowsOf(attachment.blocks), scene),
  )

const READY_AFTER_MS = 900

/** Slack looks at an upload in its own time; until then there is nothing to show. */
/** @param {Fields} file @param {Message} message @param {App} app @param {Where} where */
function fileNode(file, message, app, where) {
  const names = app.world.names()
  const title = textOf(file.title) || textOf(file.name)
  if (textOf(file.mimetype) === '') {
    setTimeout(
      () => app.lookAgain({ kind: 'message', revision: 0, channel: where.in, ts: message.ts }),
      READY_AFTER_MS,
    )
    return h('p', { class: 'file faint' }, `${title} …`)
  }
  const alt = textOf(file.alt_txt) || title
  if (textOf(file.mimetype).startsWith('image/'))
    return picture({ alt_text: alt, title: { text: title }, slack_file: { id: file.id } }, names)
  return h('p', { class: 'file' }, '📄 ', link(names.file(textOf(file.id)), title))
}

/** @param {Message} message @param {App} app @param {Where} where */
function foot(message, app, where) {
  const { door, world } = app
  const mine = world.me().id
  const reactions = message.reactions.map(({ name, users }) =>
    h(
      'button',
      {
        type: 'button',
        class: `chip${users.includes(mine) ? ' mine' : ''}`,
        'aria-label': `${name}, ${users.length}`,
        click: () => door.post('react', { as: mine, in: where.in, ts: message.ts, name }),
      },
      emoji(name),
      ` ${users.length}`,
    ),
  )
  const replies =
    where.thread === undefined &&
    message.replies > 0 &&
    h(
      'button',
      { type: 'button', class: 'replies', click: () => app.openThread(message.ts) },
      icon('reply'),
      `${message.replies} ${message.replies === 1 ? 'reply' : 'replies'}`,
    )
  if (reactions.length === 0 && replies === false) return undefined
  return h('footer', {}, ...reactions, replies)
}

/** @param {Message} message @param {App} app @param {Where} where */
function tools(message, app, where) {
  const { door, world } = app
  const as = world.me().id
  const shortcuts = world.overview().app.shortcuts.filter(({ type }) => type === 'message')
  const use = (/** @type {string} */ callback) =>
    app.tell(() => door.act('shortcut', { as, callback, in: where.in, ts: message.ts }))
  return h(
    'div',
    { class: 'tools' },
    where.thread === undefined &&
      iconButton('reply', 'Reply in thread', () => app.openThread(message.thread ?? message.ts)),
    shortcuts.length > 0 &&
      popover(h('span', { class: 'icon-button' }, icon('more')), 'More actions', (close) =>
        shortcuts.map(({ name, callbackId }) => menuItem([name], close, () => use(callbackId))),
      ),
  )
}

/** Whether a message goes on where the same person just spoke; what an app lays out in blocks stands by itself. */
/** @param {Message | undefined} before @param {Message} message */
export const continues = (before, message) =>
  before !== undefined &&
  before.user === message.user &&
  before.name === message.name &&
  !before.onlyVisibleToYou &&
  !message.onlyVisibleToYou &&
  message.blocks.length === 0 &&
  before.replies === 0 &&
  Number(message.ts) - Number(before.ts) < 300
