/** @import { Fields, Names } from './types.d.ts' */
import { dateInWords } from './dates.js'
import { h } from './dom.js'
import { fieldsOf, rowsOf, textOf } from './fields.js'
import { channelMention, emoji, link, mention } from './markup.js'

/** @param {Fields} block @param {Names} names */
export const richText = (block, names) =>
  h('div', { class: 'rich-text' }, ...rowsOf(block.elements).map((part) => partNode(part, names)))

/** @param {Fields} part @param {Names} names */
function partNode(part, names) {
  switch (part.type) {
    case 'rich_text_list': {
      const indent = `indent-${Math.min(8, Number(part.indent ?? 0))}`
      const items = rowsOf(part.elements).map((item) => h('li', {}, ...spans(item, names)))
      return part.style === 'ordered'
        ? h('ol', { class: indent, start: Number(part.offset ?? 0) + 1 }, items)
        : h('ul', { class: indent }, items)
    }
    case 'rich_text_quote':
      return h('blockquote', {}, ...spans(part, names))
    case 'rich_text_preformatted':
      return h('pre', {}, ...spans(part, names))
    default:
      return h('p', {}, ...spans(part, names))
  }
}

/** @param {Fields} part @param {Names} names */
const spans = (part, names) => rowsOf(part.elements).map((element) => styled(element, span(element, names)))

/** @param {Fields} element @param {Names} names @returns {Node | string} */
function span(element, names) {
  switch (element.type) {
    case 'link':
      return link(textOf(element.url), textOf(element.text) || textOf(element.url))
    case 'user':
      return mention(textOf(element.user_id), names)
    case 'channel':
      return channelMention(textOf(element.channel_id), names)
    case 'usergroup':
      return h('span', { class: 'mention' }, `@${textOf(element.usergroup_id)}`)
    case 'broadcast':
      return h('span', { class: 'mention' }, `@${textOf(element.range)}`)
    case 'emoji':
      return emoji(textOf(element.name))
    case 'date':
      return date(element, names)
    case 'color':
      return h('code', {}, textOf(element.value))
    default:
      return isolated(textOf(element.text))
  }
}

const DIRECTION = /[\u202a-\u202e\u2066-\u2069]/

/** Marks that turn the direction of writing turn no more than the text that holds them. @param {string} text */
const isolated = (text) => (DIRECTION.test(text) ? h('bdi', {}, text) : text)

/** @param {Fields} element @param {Names} names */
function date(element, names) {
  const words = dateInWords(Number(element.timestamp), textOf(element.format), names)
  return element.url === undefined
    ? h('time', { title: textOf(element.fallback) }, words)
    : link(textOf(element.url), words)
}

const STYLES = /** @type {const} */ ({
  code: 'code',
  bold: 'strong',
  italic: 'em',
  strike: 's',
  highlight: 'mark',
})

/** @param {Fields} element @param {Node | string} node @returns {Node | string} */
function styled(element, node) {
  const style = fieldsOf(element.style)
  return Object.entries(STYLES).reduce(
    (inner, [name, tag]) => (style[name] === true ? h(tag, {}, inner) : inner),
    node,
  )
}
