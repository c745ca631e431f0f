/** @import { Fields, Names } from './types.d.ts' */
import { h } from './dom.js'
import { textOf } from './fields.js'

const dark = matchMedia('(prefers-color-scheme: dark)')

/** A block that the server draws; all of its text comes escaped, and no script in it could run. */
/** @param {Fields} block @param {Names} names */
export function drawn(block, names) {
  const node = h('div', { class: 'drawn', 'aria-busy': 'true' })
  void names.draw(block).then(
    (html) => show(node, html, block),
    () => show(node, undefined, block),
  )
  return node
}

/** @param {HTMLElement} node @param {string | undefined} html @param {Fields} block */
function show(node, html, block) {
  node.removeAttribute('aria-busy')
  if (html === undefined) {
    node.textContent = `A ${textOf(block.type).replaceAll('_', ' ')} that this page can’t draw.`
    return
  }
  const parsed = new DOMParser().parseFromString(html, 'text/html')
  for (const anchor of parsed.querySelectorAll('a')) {
    anchor.rel = 'noopener noreferrer'
    anchor.target = '_blank'
    if (!/^(https?|mailto):/i.test(anchor.getAttribute('href') ?? '')) anchor.removeAttribute('href')
  }
  for (const unused of parsed.querySelectorAll('script, iframe, object, embed, link, style')) unused.remove()
  for (const image of parsed.querySelectorAll('img')) image.replaceWith(`🖼 ${image.alt}`)
  for (const button of parsed.querySelectorAll('button')) button.remove()
  node.replaceChildren(...parsed.body.childNodes)
  paint(node)
}

/** @param {ParentNode} place */
function paint(place) {
  for (const each of place.querySelectorAll('[data-theme]'))
    each.setAttribute('data-theme', dark.matches ? 'dark' : 'light')
}

dark.addEventListener('change', () => paint(document))
