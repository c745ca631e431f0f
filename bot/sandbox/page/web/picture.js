/** @import { Fields, Names } from './types.d.ts' */
import { h } from './dom.js'
import { fieldsOf, textOf, wordsOf } from './fields.js'
import { link } from './markup.js'

const LOOKS = 6
const BETWEEN_LOOKS_MS = 500

/**
 * An image of a block or a file of a message. Pictures from elsewhere are not fetched: this page asks nobody but its
 * own server.
 * @param {Fields} image
 * @param {Names} names
 * @param {'large' | 'thumb' | 'tiny'} [size]
 */
export function picture(image, names, size = 'large') {
  const alt = textOf(image.alt_text)
  const title = wordsOf(image.title)
  const uploaded = fieldsOf(image.slack_file)
  const url = textOf(image.image_url) || textOf(uploaded.url)
  const source = uploaded.id === undefined ? names.pictureOf(url) : names.file(textOf(uploaded.id))
  const shown = source === undefined ? elsewhere(url, alt, size) : loaded(source, alt)
  return h('figure', { class: `picture ${size}` }, title !== '' && h('figcaption', {}, title), shown)
}

/** @param {string} url @param {string} alt @param {string} size */
const elsewhere = (url, alt, size) =>
  h('span', { class: 'no-picture', title: alt }, size === 'tiny' ? '🖼' : link(url, `🖼 ${alt || url}`))

/** Looked for again for a while: a picture can be there a moment later. @param {string} source @param {string} alt */
function loaded(source, alt, looks = LOOKS) {
  const image = h('img', { src: source, alt, loading: 'lazy' })
  image.addEventListener('error', () => {
    looks -= 1
    if (looks > 0) setTimeout(() => image.setAttribute('src', source), BETWEEN_LOOKS_MS)
    else image.replaceWith(h('span', { class: 'no-picture' }, `🖼 ${alt}`))
  })
  return image
}
