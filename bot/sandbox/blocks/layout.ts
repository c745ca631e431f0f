import { chart } from './chart.ts'
import { address, onePicture, pictureParts, plain, words } from './composition.ts'
import {
  ACCESSORIES,
  ACTION_ELEMENTS,
  BUTTON,
  CONTEXT_ACTION_ELEMENTS,
  CONTEXT_ELEMENTS,
  IMAGE,
  INPUT_ELEMENTS,
} from './elements.ts'
import { richText } from './rich-text.ts'
import { anything, atLeastOne, flag, list, number, object, oneOf, type Rule, tagged, text } from './rules.ts'
import { tableCells } from './table.ts'

export type Surface = 'message' | 'modal' | 'home'

/** A kind of block: where it may stand, what it has to look like, and where Slack says so. */
export type BlockKind = { surfaces: readonly Surface[]; rule: Rule; source: string }

const EVERYWHERE = ['message', 'modal', 'home'] as const
const MESSAGES = ['message'] as const

const page = (name: string) => `https://docs.slack.dev/reference/block-kit/blocks/${name}-block`
const blockId = { block_id: text({ least: 0, most: 255 }) }

const section = object(
  {},
  {
    ...blockId,
    text: words({ most: 3000 }),
    fields: list(words({ most: 2000 }), { most: 10 }),
    accessory: tagged(ACCESSORIES),
    expand: flag,
  },
  atLeastOne('text', 'fields'),
)

const image = object(
  { alt_text: text({ most: 2000 }) },
  { ...blockId, ...pictureParts, title: plain(2000) },
  onePicture,
)

const card = object(
  {},
  {
    ...blockId,
    hero_image: IMAGE,
    icon: IMAGE,
    slack_icon: anything,
    title: words({ most: 150 }),
    subtitle: words({ most: 150 }),
    body: words({ most: 200 }),
    subtext: words({ most: 200 }),
    actions: list(tagged(BUTTON), { most: 3 }),
  },
  atLeastOne('hero_image', 'title', 'actions', 'body'),
)

const task = object(
  { task_id: text({ most: 255 }), title: text({ most: 255 }) },
  {
    ...blockId,
    status: oneOf('pending', 'in_progress', 'complete', 'error'),
    details: richText,
    output: richText,
    sources: list(anything, { least: 0, most: 100 }),
  },
)

/** Every kind of block. Where each may stand: https://docs.slack.dev/blocks.json, and observed for modals. */
export const BLOCKS: Record<string, BlockKind> = {
  section: { surfaces: EVERYWHERE, rule: section, source: page('section') },
  header: {
    surfaces: EVERYWHERE,
    rule: object({ text: plain(150) }, blockId),
    source: page('header'),
  },
  divider: { surfaces: EVERYWHERE, rule: object({}, blockId), source: page('divider') },
  context: {
    surfaces: EVERYWHERE,
    rule: object(
      {
        elements: list(
          tagged({
            ...CONTEXT_ELEMENTS,
            plain_text: words({ most: 3000 }, 'plain'),
            mrkdwn: words({ most: 3000 }, 'mrkdwn'),
          }),
          { most: 10 },
        ),
      },
      blockId,
    ),
    source: page('context'),
  },
  actions: {
    surfaces: EVERYWHERE,
    rule: object({ elements: list(tagged(ACTION_ELEMENTS), { most: 25 }) }, blockId),
    source: page('actions'),
  },
  input: {
    surfaces: EVERYWHERE,
    rule: object(
      { label: plain(2000), element: tagged(INPUT_ELEMENTS) },
      { ...blockId, hint: plain(2000), optional: flag, dispatch_action: flag },
    ),
    source: page('input'),
  },
  image: { surfaces: EVERYWHERE, rule: image, source: page('image') },
  rich_text: { surfaces: EVERYWHERE, rule: richText, source: page('rich-text') },
  video: {
    surfaces: EVERYWHERE,
    rule: object(
      { video_url: address, thumbnail_url: address, alt_text: text({ most: 200 }), title: plain(200) },
      {
        ...blockId,
        title_url: address,
        description: plain(200),
        author_name: text({ most: 50 }),
        provider_name: text({ most: 50 }),
        provider_icon_url: address,
      },
    ),
    source: page('video'),
  },
  alert: {
    surfaces: ['modal'],
    rule: object(
      { text: words({ most: 200 }) },
      { ...blockId, level: oneOf('default', 'info', 'warning', 'error', 'success') },
    ),
    source: page('alert'),
  },
  markdown: {
    surfaces: MESSAGES,
    rule: object({ text: text({ most: 12_000 }) }, blockId),
    source: page('markdown'),
  },
  file: {
    surfaces: MESSAGES,
    rule: object({ external_id: text({ most: 255 }), source: oneOf('remote') }, blockId),
    source: page('file'),
  },
  table: {
    surfaces: MESSAGES,
    rule: object(
      { rows: tableCells({ least: 1, most: 100 }) },
      { ...blockId, column_settings: list(anything, { least: 0, most: 20 }) },
    ),
    source: page('table'),
  },
  data_table: {
    surfaces: MESSAGES,
    rule: object(
      { rows: tableCells({ least: 2, most: 201 }), caption: text({ most: 2000 }) },
      {
        ...blockId,
        page_size: number({ least: 1, most: 100 }),
        row_header_column_index: number({ least: 0 }),
      },
    ),
    source: page('data-table'),
  },
  data_visualization: {
    surfaces: MESSAGES,
    rule: object({ title: text({ most: 50 }), chart }, blockId),
    source: page('data-visualization'),
  },
  context_actions: {
    surfaces: MESSAGES,
    rule: object({ elements: list(tagged(CONTEXT_ACTION_ELEMENTS), { most: 5 }) }, blockId),
    source: page('context-actions'),
  },
  card: { surfaces: ['message', 'home'], rule: card, source: page('card') },
  carousel: {
    surfaces: ['message', 'home'],
    rule: object({ elements: list(tagged({ card }), { most: 10 }) }, blockId),
    source: page('carousel'),
  },
  container: {
    surfaces: MESSAGES,
    rule: object(
      { title: plain(150), child_blocks: list((value, at) => child(value, at), { most: 10 }) },
      {
        ...blockId,
        rich_text_title: richText,
        subtitle: words({ most: 150 }),
        width: oneOf('narrow', 'standard', 'wide', 'full'),
        icon: IMAGE,
        is_collapsible: flag,
        default_collapsed: flag,
        has_header_divider: flag,
      },
    ),
    source: page('container'),
  },
  plan: {
    surfaces: MESSAGES,
    rule: object({ title: text({ most: 255 }) }, { ...blockId, tasks: list(task, { least: 0, most: 50 }) }),
    source: page('plan'),
  },
  task_card: { surfaces: MESSAGES, rule: task, source: page('task-card') },
}

const CHILDREN = [
  'actions',
  'context',
  'divider',
  'file',
  'header',
  'image',
  'input',
  'rich_text',
  'section',
  'table',
  'video',
]

const child: Rule = (value, at) =>
  tagged(Object.fromEntries(CHILDREN.map((name) => [name, BLOCKS[name]?.rule ?? anything])))(value, at)
