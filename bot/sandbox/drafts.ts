import { identified } from './blocks/identified.ts'
import { blockCharacters } from './blocks/size.ts'
import { validateBlocks } from './blocks/validate.ts'
import { type Fields, isFields, listOf, textOf } from './fields.ts'
import { isReady } from './files.ts'
import type { Draft } from './messages.ts'
import { Refusal, refusalWith } from './refusals.ts'
import type { Workspace } from './workspace.ts'

const TEXT_MOST = 40_000
const UPDATE_TEXT_MOST = 4_000
const BLOCK_CHARACTERS_MOST = 13_200
/** Slack documents the error and not the number; this is on the safe side of what is known to pass. */
const METADATA_MOST = 8_000
const ATTACHMENTS_MOST = 100

/** What the app wants to say, checked as Slack checks it. Lists and objects may come as JSON in a string. */
export function draftOf(workspace: Workspace, args: Fields, purpose: 'post' | 'update' = 'post'): Draft {
  const markdown = args.markdown_text === undefined ? undefined : textOf(args.markdown_text)
  if (markdown !== undefined && (args.text !== undefined || args.blocks !== undefined))
    throw new Refusal('markdown_text_conflict')
  const text = textOf(args.text)
  if (text.length > (purpose === 'update' ? UPDATE_TEXT_MOST : TEXT_MOST)) throw new Refusal('msg_too_long')
  const blocks =
    markdown === undefined ? blocksIn(args.blocks) : [{ type: 'markdown', text: markdown } as Fields]
  const attachments = attachmentsIn(args.attachments)
  refuseBadBlocks(workspace, blocks, attachments)
  if (text.trim() === '' && blocks.length === 0 && attachments.length === 0) throw new Refusal('no_text')
  return {
    text: markdown ?? text,
    blocks: identified(blocks),
    attachments: attachments.map((attachment) => ({
      ...attachment,
      ...(Array.isArray(attachment.blocks) ? { blocks: identified(attachment.blocks.filter(isFields)) } : {}),
    })),
    metadata: metadataIn(args.metadata),
  }
}

function refuseBadBlocks(workspace: Workspace, blocks: Fields[], attachments: Fields[]): void {
  const faults = [
    ...validateBlocks(blocks, 'message'),
    ...unreadyFiles(workspace, blocks),
    ...attachments.flatMap((attachment, index) =>
      validateBlocks(listOf(attachment.blocks), 'message', `/attachments/${index}/blocks`),
    ),
  ]
  if (faults.length > 0) throw refusalWith('invalid_blocks', faults)
  if (blockCharacters(blocks) >= BLOCK_CHARACTERS_MOST) throw new Refusal('msg_blocks_too_long')
}

function blocksIn(value: unknown): Fields[] {
  const blocks = decoded(value, 'invalid_blocks_format') ?? []
  if (!Array.isArray(blocks) || !blocks.every(isFields)) throw new Refusal('invalid_blocks_format')
  return blocks
}

function attachmentsIn(value: unknown): Fields[] {
  const attachments = decoded(value, 'invalid_arguments') ?? []
  if (!Array.isArray(attachments) || !attachments.every(isFields)) throw new Refusal('invalid_arguments')
  if (attachments.length > ATTACHMENTS_MOST) throw new Refusal('too_many_attachments')
  return attachments
}

/** Source: https://docs.slack.dev/messaging/message-metadata */
function metadataIn(value: unknown): Fields | undefined {
  const metadata = decoded(value, 'invalid_metadata_format')
  if (metadata === undefined) return undefined
  if (!isFields(metadata)) throw new Refusal('invalid_metadata_format')
  if (Object.keys(metadata).length === 0) return {}
  if (textOf(metadata.event_type) === '' || !isFields(metadata.event_payload))
    throw new Refusal('invalid_metadata_schema')
  if (JSON.stringify(metadata).length > METADATA_MOST) throw new Refusal('metadata_too_large')
  return { event_type: metadata.event_type, event_payload: metadata.event_payload }
}

/** An argument that a form carries as JSON in a string. */
export function decoded(
  value: unknown,
  otherwise: 'invalid_blocks_format' | 'invalid_metadata_format' | 'invalid_arguments',
): unknown {
  if (value === undefined || value === null || value === '') return undefined
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value)
  } catch {
    throw new Refusal(otherwise)
  }
}

/** A picture that Slack hasn't looked at yet can't be shown: poll files.info until it has a mimetype. */
export function unreadyFiles(workspace: Workspace, blocks: readonly Fields[], at = '/blocks'): string[] {
  return blocks.flatMap((block, index) => {
    const pictures: [unknown, string][] = [
      [block.slack_file, `${at}/${index}/slack_file`],
      [isFields(block.accessory) ? block.accessory.slack_file : undefined, `${at}/${index}/accessory`],
      ...listOf(block.elements).map((element, nth): [unknown, string] => [
        isFields(element) ? element.slack_file : undefined,
        `${at}/${index}/elements/${nth}`,
      ]),
    ]
    return pictures
      .filter(([picture]) => isFields(picture) && !isUsable(workspace, picture))
      .map(([, where]) => `invalid slack file [json-pointer:${where}]`)
  })
}

function isUsable(workspace: Workspace, picture: Fields): boolean {
  const url = textOf(picture.url)
  const file =
    workspace.files.get(textOf(picture.id)) ??
    workspace.files.values().find(({ id }) => url.includes(`/sandbox/files/${id}/`))
  return file !== undefined && isReady(file)
}
