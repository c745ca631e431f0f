import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import type { Block } from './blocks.ts'
import { drawChart } from './chart.ts'
import { clip, LIMITS } from './limits.ts'
import type { Message } from './message.ts'
import type { Wire } from './wire.ts'

/** A picture as data: a chart as quickchart-js describes it, and what it shows in words for who can't see it. */
export const picture = z.object({
  name: z.string(),
  alt: z.string(),
  /** A Chart.js configuration as JSON. */
  chart: z.string(),
  width: z.number(),
  height: z.number(),
})

export type Picture = z.output<typeof picture>

const LOOKS = 20
const BETWEEN_LOOKS_MS = 500

/** Draws and uploads a picture, shared with nobody yet, and waits until a message may show it. Returns Slack's id of the file. */
export async function uploadPicture(described: Picture, wire: Wire): Promise<string> {
  const png = await drawChart(described)
  const uploaded = await wire.client.filesUploadV2({
    file: png,
    filename: `${described.name}.png`,
    title: described.name,
    alt_text: clip(described.alt, LIMITS.altText),
  })
  const fileId = uploaded.files[0]?.files?.[0]?.id
  if (!fileId) throw new Error('Slack took a picture and gave no id for it.')
  await untilShown(fileId, wire)
  return fileId
}

/** Slack looks at an upload in its own time; until it has a mimetype no block may show it. */
async function untilShown(fileId: string, { client }: Wire): Promise<void> {
  for (let look = 0; look < LOOKS; look += 1) {
    const { file } = await client.files.info({ file: fileId })
    if (file?.mimetype) return
    await wait(BETWEEN_LOOKS_MS)
  }
  throw new Error(`Slack did not get ready to show the picture ${fileId}.`)
}

/** The message with its picture above the small line and the buttons. */
export function withPicture(message: Message, fileId: string, { alt }: Picture): Message {
  const image: Block = {
    type: 'image',
    slack_file: { id: fileId },
    alt_text: clip(alt, LIMITS.altText),
  }
  const last = message.blocks.findLastIndex(({ type }) => type !== 'actions' && type !== 'context')
  return { ...message, blocks: message.blocks.toSpliced(last + 1, 0, image) }
}
