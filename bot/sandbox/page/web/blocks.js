/** @import { Fields, Names, Scene } from './types.d.ts' */
import { h } from './dom.js'
import { drawn } from './drawn.js'
import { element } from './elements.js'
import { fieldsOf, rowsOf, textOf, wordsOf } from './fields.js'
import { inputBlock } from './input-block.js'
import { link, words } from './markup.js'
import { picture } from './picture.js'
import { richText } from './rich-text.js'
import { dataTable, table } from './table.js'

/** Blocks as nodes, one below the other. @param {Fields[]} blocks @param {Scene} scene */
export const blocks = (blocks, scene) => blocks.map((block) => blockNode(block, scene))

/** @type {Record<string, (block: Fields, scene: Scene) => Node>} */
const DRAWN = {
  rich_text: (block, { names }) => richText(block, names),
  section,
  context: (block, { names }) =>
    h('div', { class: 'context' }, ...rowsOf(block.elements).map((part) => contextPart(part, names))),
  actions: (block, scene) => h('div', { class: 'actions' }, ...elements(block.elements, block, scene)),
  context_actions: (block, scene) =>
    h('div', { class: 'actions quiet' }, ...elements(block.elements, block, scene)),
  header: (block, { names }) => h('h3', {}, ...words(block.text, names)),
  divider: () => h('hr'),
  image: (block, { names }) => picture(block, names),
  input: inputBlock,
  table: (block, { names }) => table(block, names),
  data_table: (block, { names }) => dataTable(block, names),
  alert: (block, { names }) =>
    h('p', { class: `alert ${textOf(block.level) || 'info'}`, role: 'status' }, ...words(block.text, names)),
  card,
  carousel: (block, scene) =>
    h('div', { class: 'carousel' }, ...rowsOf(block.elements).map((each) => card(each, scene))),
  container,
  file: (block) => h('p', { class: 'file' }, `📎 ${textOf(block.external_id)}`),
  video: (block, { names }) =>
    h(
      'p',
      { class: 'file' },
      '▶ ',
      link(textOf(block.title_url) || textOf(block.video_url), wordsOf(block.title)),
      ' ',
      ...words(block.description, names),
    ),
}

/** Charts, Markdown, plans and tasks are drawn by the package on the server. @param {Fields} block @param {Scene} scene */
function blockNode(block, scene) {
  const draw = DRAWN[textOf(block.type)]
  return draw === undefined ? drawn(block, scene.names) : draw(block, scene)
}

/** @param {Fields} block @param {Scene} scene */
function section(block, scene) {
  const { names } = scene
  const fields = rowsOf(block.fields)
  const accessory = fieldsOf(block.accessory)
  return h(
    'div',
    { class: 'section' },
    h(
      'div',
      { class: 'section-text' },
      block.text !== undefined && h('div', { class: 'text' }, ...words(block.text, names)),
      fields.length > 0 &&
        h(
          'div',
          { class: 'fields' },
          ...fields.map((field) => h('div', { class: 'text' }, ...words(field, names))),
        ),
    ),
    accessory.type === 'image' && picture(accessory, names, 'thumb'),
    accessory.type !== undefined && accessory.type !== 'image' && element(accessory, block, scene),
  )
}

/** @param {Fields} part @param {Names} names */
const contextPart = (part, names) =>
  part.type === 'image' ? picture(part, names, 'tiny') : h('span', {}, ...words(part, names))

/** @param {unknown} list @param {Fields} block @param {Scene} scene */
const elements = (list, block, scene) => rowsOf(list).map((each) => element(each, block, scene))

/** @param {Fields} block @param {Scene} scene */
function card(block, scene) {
  const { names } = scene
  const hero = fieldsOf(block.hero_image)
  const icon = fieldsOf(block.icon)
  return h(
    'article',
    { class: 'card' },
    hero.alt_text !== undefined && picture(hero, names),
    icon.alt_text !== undefined && picture(icon, names, 'tiny'),
    block.title !== undefined && h('strong', {}, ...words(block.title, names)),
    block.subtitle !== undefined && h('span', { class: 'faint' }, ...words(block.subtitle, names)),
    block.body !== undefined && h('p', {}, ...words(block.body, names)),
    block.subtext !== undefined && h('small', { class: 'faint' }, ...words(block.subtext, names)),
    block.actions !== undefined && h('div', { class: 'actions' }, ...elements(block.actions, block, scene)),
  )
}

/** @param {Fields} block @param {Scene} scene */
function container(block, scene) {
  const { names } = scene
  const title = h('strong', {}, ...words(block.title, names))
  const subtitle =
    block.subtitle !== undefined && h('span', { class: 'faint' }, ' ', ...words(block.subtitle, names))
  const inside = h('div', { class: 'blocks' }, ...blocks(rowsOf(block.child_blocks), scene))
  if (block.is_collapsible !== true)
    return h('section', { class: 'card' }, h('div', {}, title, subtitle), inside)
  return h(
    'details',
    { class: 'card', open: block.default_collapsed !== true },
    h('summary', {}, title, subtitle),
    inside,
  )
}
