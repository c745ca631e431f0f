/** @import { Names } from './types.d.ts' */
import { dateInWords } from './dates.js'
import { h } from './dom.js'
import { EMOJI } from './emoji.js'

/** Links go to the web or to a mailbox; anything else stays words. @param {string} url */
export function safeAddress(url) {
  if (!URL.canParse(url)) return undefined
  const { protocol, href } = new URL(url)
  return ['http:', 'https:', 'mailto:'].includes(protocol) ? href : undefined
}

/** @param {string} url @param {...(Node | string)} words */
export function link(url, ...words) {
  const href = safeAddress(url)
  if (href === undefined)
    return h('span', { class: 'no-link', title: 'This address can’t be opened' }, ...words)
  return h('a', { href, target: '_blank', rel: 'noopener noreferrer' }, h('bdi', {}, ...words))
}

/** @param {string} id @param {Names} names */
export const mention = (id, names) => h('span', { class: 'mention' }, `@${names.person(id)}`)

/** @param {string} id @param {Names} names @param {string} [label] */
export const channelMention = (id, names, label = '') =>
  h('span', { class: 'mention' }, `#${label || names.channel(id)}`)

/** @param {string} name */
export const emoji = (name) => {
  const sign = EMOJI[name.split('::')[0] ?? '']
  return sign === undefined
    ? `:${name}:`
    : h('span', { class: 'emoji', role: 'img', 'aria-label': name.replaceAll('_', ' ') }, sign)
}

/** @param {string} text */
const unescaped = (text) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

// A mark counts only at the edge of a word; the word joiner (2060) is how a text keeps its own marks.
const EDGE = '[\\p{L}\\p{N}\\u2060]'
/** @param {string} sign */
const marked = (sign) =>
  `(?<!${EDGE}|${sign})${sign}(?=\\S)([^${sign}\\n]+)(?<=\\S)${sign}(?!${EDGE}|${sign})`
const INLINE = new RegExp(
  `<([^<>\\n]+)>|\`([^\`\\n]+)\`|${marked('\\*')}|${marked('_')}|${marked('~')}|:([a-z0-9_+'-]+(?:::[a-z0-9-]+)?):`,
  'gu',
)

/** Slack's markup as nodes. @param {string} markup @param {Names} names @returns {(Node | string)[]} */
export function markup(markup, names) {
  return markup.split(/```\n?/).flatMap((part, index) => {
    if (index % 2 === 1) return [h('pre', {}, unescaped(part.replace(/\n$/, '')))]
    return part === '' ? [] : lines(part, names)
  })
}

/** @param {string} text @param {Names} names */
function lines(text, names) {
  /** @type {(Node | string)[]} */
  const nodes = []
  /** @type {string[]} */
  let quoted = []
  const endQuote = () => {
    if (quoted.length > 0) nodes.push(h('blockquote', {}, inline(quoted.join('\n'), names)))
    quoted = []
  }
  for (const [index, line] of text.split('\n').entries()) {
    const quote = /^&gt; ?(.*)$/.exec(line)
    if (quote !== null) quoted.push(quote[1] ?? '')
    else {
      const afterQuote = quoted.length > 0
      endQuote()
      nodes.push(...inline(`${index === 0 || afterQuote ? '' : '\n'}${line}`, names))
    }
  }
  endQuote()
  return nodes
}

/** @param {string} text @param {Names} names @returns {(Node | string)[]} */
function inline(text, names) {
  /** @type {(Node | string)[]} */
  const nodes = []
  let from = 0
  for (const match of text.matchAll(INLINE)) {
    const [whole, token, code, bold, italic, struck, sign] = match
    if (match.index > from) nodes.push(unescaped(text.slice(from, match.index)))
    from = match.index + whole.length
    if (token !== undefined) nodes.push(tokenNode(token, names))
    else if (code !== undefined) nodes.push(h('code', {}, unescaped(code)))
    else if (bold !== undefined) nodes.push(h('strong', {}, inline(bold, names)))
    else if (italic !== undefined) nodes.push(h('em', {}, inline(italic, names)))
    else if (struck !== undefined) nodes.push(h('s', {}, inline(struck, names)))
    else if (sign !== undefined) nodes.push(emoji(sign))
  }
  if (from < text.length) nodes.push(unescaped(text.slice(from)))
  return nodes
}

/** What stands in angle brackets. @param {string} token @param {Names} names @returns {Node | string} */
function tokenNode(token, names) {
  const bar = token.indexOf('|')
  const target = bar < 0 ? token : token.slice(0, bar)
  const label = bar < 0 ? '' : unescaped(token.slice(bar + 1))
  if (target.startsWith('@')) return mention(target.slice(1), names)
  if (target.startsWith('#')) return channelMention(target.slice(1), names, label)
  if (target.startsWith('!date^')) return dateNode(target, label, names)
  if (target.startsWith('!')) return h('span', { class: 'mention' }, label || `@${target.slice(1)}`)
  return link(unescaped(target), label || unescaped(target))
}

/** @param {string} token @param {string} fallback @param {Names} names */
function dateNode(token, fallback, names) {
  const [, seconds = '', form = '', url] = token.split('^')
  const words = Number.isFinite(Number(seconds)) ? dateInWords(Number(seconds), form, names) : fallback
  return url === undefined ? h('time', { title: fallback }, words) : link(unescaped(url), words)
}

/** A text object, plain or with markup. @param {unknown} value @param {Names} names @returns {(Node | string)[]} */
export function words(value, names) {
  const object = /** @type {{ type?: string, text?: unknown }} */ (
    typeof value === 'object' && value !== null ? value : {}
  )
  const text = typeof object.text === 'string' ? object.text : typeof value === 'string' ? value : ''
  if (object.type === 'mrkdwn') return markup(text, names)
  return text.split(/:([a-z0-9_+-]+):/).flatMap((part, index) => {
    if (index % 2 === 0) return part === '' ? [] : [part]
    return [emoji(part)]
  })
}
