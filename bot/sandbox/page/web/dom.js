/**
 * Makes an element. A function listens to the event of its name, true sets a bare attribute, undefined and false set
 * none; strings become text, never markup.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {{ [name: string]: string | number | boolean | undefined | ((event: any) => unknown) }} [attributes]
 * @param {...(Node | string | undefined | false | (Node | string)[])} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function h(tag, attributes = {}, ...children) {
  const node = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue
    if (typeof value === 'function') node.addEventListener(name, value)
    else node.setAttribute(name, value === true ? '' : String(value))
  }
  node.append(...children.flat().filter((child) => child !== undefined && child !== false))
  return node
}

const SVG = 'http://www.w3.org/2000/svg'

/** @type {Record<string, string>} */
const ICONS = {
  hash: 'M9.500 4 8 20M16 4l-1.500 16M4.500 9h16M3.500 15h16',
  lock: 'M6 11h12v9H6zM9 11V8a3 3 0 0 1 6 0v3',
  people:
    'M9 11a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zM2.500 20c.4-4 2.800-6 6.500-6s6.100 2 6.500 6M16 4.300a3.500 3.500 0 0 1 0 6.400M18 14.400c2.200.8 3.300 2.700 3.500 5.600',
  menu: 'M4 7h16M4 12h16M4 17h16',
  close: 'M6 6l12 12M18 6 6 18',
  send: 'M4 12 3 4l18 8-18 8 1-8zm0 0h8',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3.500 2',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  reply: 'M4 5h16v11H10l-5 4v-4H4z',
  eye: 'M2.500 12C5 7.500 8.200 5.500 12 5.500s7 2 9.500 6.500c-2.500 4.500-5.700 6.500-9.500 6.500S5 16.500 2.500 12zM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6z',
  down: 'M12 5v14M6 13l6 6 6-6',
  play: 'M7 5v14l11-7z',
  home: 'M4 11l8-7 8 7v9h-5v-6H9v6H4z',
  list: 'M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01',
  undo: 'M4 10h10a5 5 0 0 1 0 10H9M4 10l5-5M4 10l5 5',
}

/** @param {string} name */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg')
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('class', `icon ${name}`)
  svg.setAttribute('aria-hidden', 'true')
  const path = document.createElementNS(SVG, 'path')
  path.setAttribute('d', ICONS[name] ?? '')
  svg.append(path)
  return svg
}

/**
 * A button that shows an icon alone.
 * @param {string} name
 * @param {string} label
 * @param {(event: MouseEvent) => unknown} click
 * @param {string} [extra]
 */
export const iconButton = (name, label, click, extra = '') =>
  h(
    'button',
    { type: 'button', class: `icon-button ${extra}`, 'aria-label': label, title: label, click },
    icon(name),
  )

/**
 * The initials of somebody on a colour of their own; the app has its mask.
 * @param {{ id: string, name: string, app?: boolean }} who
 */
export function avatar({ id, name, app = false }) {
  if (app) return h('span', { class: 'avatar app', 'aria-hidden': 'true' })
  const words = name.split(/[\s.]+/u).filter((word) => /\p{L}|\p{N}/u.test(word))
  const initials = [words[0], words.length > 1 ? words.at(-1) : '']
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
  const hue = [...id].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 8, 0)
  return h('span', { class: `avatar hue-${hue}`, 'aria-hidden': 'true' }, initials.toUpperCase())
}
