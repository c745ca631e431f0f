import { createCanvas } from '@napi-rs/canvas'
import type { KnownBlock } from '@slack/types'

/** Messages that want to do harm, and messages of the rarer blocks. */

export async function drawPng(): Promise<Buffer> {
  const canvas = createCanvas(480, 200)
  const pen = canvas.getContext('2d')
  pen.fillStyle = '#1f5f54'
  for (const [index, height] of [80, 120, 95, 150, 60].entries())
    pen.fillRect(40 + index * 85, 190 - height, 60, height)
  return await canvas.encode('png')
}

const OVERRIDE = '\u202e'

export const HOSTILE = [
  '<img src=x onerror="globalThis.pwned=1">',
  '</script><script>globalThis.pwned=1</script>',
  '<svg onload="globalThis.pwned=1">',
  '"><iframe srcdoc="<script>parent.pwned=1</script>">',
  `${OVERRIDE}gpj.exe`,
].join(' ')

const mrkdwn = { type: 'mrkdwn' as const, text: `${HOSTILE} <javascript:globalThis.pwned=1|here>` }
const plain = { type: 'plain_text' as const, text: HOSTILE }
const short = { type: 'plain_text' as const, text: '<img src=x onerror="pwned=1">' }
const option = { text: short, value: HOSTILE.slice(0, 150) }

export const hostileBlocks = (): KnownBlock[] => [
  { type: 'section', text: mrkdwn, fields: [mrkdwn, plain] },
  { type: 'header', text: { ...plain, text: HOSTILE.slice(0, 150) } },
  { type: 'context', elements: [mrkdwn, plain] },
  {
    type: 'rich_text',
    elements: [
      {
        type: 'rich_text_section',
        elements: [
          { type: 'text', text: HOSTILE },
          { type: 'link', url: 'javascript:globalThis.pwned=1', text: HOSTILE },
          { type: 'link', url: 'https://example.com/', text: 'A good one' },
          { type: 'emoji', name: 'x"><img src=x onerror=pwned=1>' },
        ],
      },
      { type: 'rich_text_preformatted', elements: [{ type: 'text', text: HOSTILE }] },
    ],
  },
  {
    type: 'actions',
    elements: [
      { type: 'button', action_id: '<b>', text: short, value: HOSTILE },
      { type: 'static_select', action_id: 'b', placeholder: short, options: [option] },
      { type: 'radio_buttons', action_id: 'c', options: [option] },
    ],
  },
  { type: 'image', image_url: 'https://example.com/x.png', alt_text: HOSTILE, title: plain },
  {
    type: 'markdown',
    text: `# ${HOSTILE}\n[a](javascript:globalThis.pwned=1) [b](https://example.com) ![c](x)`,
  },
  {
    type: 'table',
    rows: [[{ type: 'raw_text', text: HOSTILE }], [{ type: 'raw_text', text: HOSTILE }]],
  },
]

type Loose = KnownBlock & { [key: string]: unknown }
const loose = (block: { type: string; [key: string]: unknown }): Loose => block as unknown as Loose

const cell = (text: string) => ({ type: 'raw_text', text })

export const RARE: KnownBlock[][] = [
  [
    loose({
      type: 'data_visualization',
      title: 'Retention by persona',
      chart: {
        type: 'line',
        series: [
          {
            name: 'Carla',
            data: [
              { label: 'Aug', value: 95 },
              { label: 'Sep', value: 94.9 },
              { label: 'Oct', value: 94.1 },
            ],
          },
          {
            name: 'Finn',
            data: [
              { label: 'Aug', value: 96 },
              { label: 'Sep', value: 96.2 },
              { label: 'Oct', value: 96.4 },
            ],
          },
        ],
        axis_config: { categories: ['Aug', 'Sep', 'Oct'] },
      },
    }),
  ],
  [{ type: 'markdown', text: '# Read me\n\n- [x] one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |' }],
  [
    {
      type: 'table',
      rows: [
        [cell('Persona'), cell('Retention')].map((each) => ({ ...each, type: 'raw_text' as const })),
        [cell('Carla'), cell('94.1 %')].map((each) => ({ ...each, type: 'raw_text' as const })),
      ],
    },
  ],
  [
    loose({
      type: 'data_table',
      caption: 'All rows',
      page_size: 5,
      rows: [[cell('Name')], ...Array.from({ length: 7 }, (_, index) => [cell(`row ${index + 1}`)])],
    }),
  ],
  [
    loose({
      type: 'card',
      title: { type: 'plain_text', text: 'Northwind Freight' },
      subtitle: { type: 'plain_text', text: 'Carla, adoption' },
      body: { type: 'mrkdwn', text: '3 escalations in *14 days*' },
      actions: [{ type: 'button', action_id: 'take', text: { type: 'plain_text', text: "I'll take it" } }],
    }),
  ],
]
