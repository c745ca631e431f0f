/** @import { Channel } from './types.d.ts' */
/** @import { App } from './app.js' */
import { h } from './dom.js'
import { wordsFor } from './world.js'

/** What the app suggests to say, each said with one press. @param {App} app */
export function createPrompts(app) {
  const node = h('div', { class: 'prompts', role: 'group', hidden: true })

  /** @param {Channel | undefined} channel */
  function draw(channel) {
    const { title = '', prompts = [] } = channel?.suggested ?? {}
    node.hidden = channel === undefined || prompts.length === 0
    node.setAttribute('aria-label', title || 'Suggestions')
    if (channel === undefined) return
    const say = (/** @type {string} */ text) =>
      void app.door
        .post('message', { as: app.world.me().id, in: channel.id, text })
        .catch((error) => app.say(wordsFor(error)))
    node.replaceChildren(
      ...(title === '' ? [] : [h('span', { class: 'faint' }, title)]),
      ...prompts.map((prompt) =>
        h('button', { type: 'button', class: 'prompt', click: () => say(prompt.message) }, prompt.title),
      ),
    )
  }

  return { node, draw }
}
