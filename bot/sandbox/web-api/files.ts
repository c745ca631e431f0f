import { decoded } from '#bot/sandbox/drafts.ts'
import { type Fields, isFields, listOf, textOf } from '#bot/sandbox/fields.ts'
import { completeFile, fileObject, newFile, type SandboxFile } from '#bot/sandbox/files.ts'
import { postMessage } from '#bot/sandbox/messages.ts'
import { Refusal } from '#bot/sandbox/refusals.ts'
import type { Workspace } from '#bot/sandbox/workspace.ts'
import { type Call, knownChannel, type Method, needMembership, optional, required } from './method.ts'

const getUploadUrl: Method = {
  name: 'files.getUploadURLExternal',
  token: 'bot',
  scopes: ['files:write'],
  run({ workspace, args }) {
    const name = optional(args, 'filename')
    const size = Number(args.length)
    if (name === undefined || !Number.isInteger(size) || size < 1) throw new Refusal('missing_argument')
    const file = newFile(workspace, name, size, optional(args, 'alt_txt') ?? optional(args, 'alt_text'))
    return { upload_url: `${workspace.base}/sandbox/upload/${file.ticket}`, file_id: file.id }
  },
}

const completeUpload: Method = {
  name: 'files.completeUploadExternal',
  token: 'bot',
  scopes: ['files:write'],
  run(call) {
    const { workspace, args } = call
    const uploads = listOf(decoded(args.files, 'invalid_arguments')).filter(isFields)
    if (uploads.length === 0) throw new Refusal('invalid_arguments')
    const files = uploads.map((upload) => uploaded(workspace, upload))
    if (optional(args, 'channel_id') !== undefined) share(call, files)
    return { files: files.map((file) => fileObject(workspace, file)) }
  },
}

const info: Method = {
  name: 'files.info',
  token: 'bot',
  scopes: ['files:read'],
  run({ workspace, args }) {
    return { file: fileObject(workspace, knownFile(workspace, required(args, 'file'))) }
  },
}

const deletion: Method = {
  name: 'files.delete',
  token: 'bot',
  scopes: ['files:write'],
  run({ workspace, args }) {
    workspace.files.delete(knownFile(workspace, required(args, 'file')).id)
    return {}
  },
}

export const fileMethods: readonly Method[] = [getUploadUrl, completeUpload, info, deletion]

function knownFile(workspace: Workspace, id: string): SandboxFile {
  const file = workspace.files.get(id)
  if (file === undefined) throw new Refusal('file_not_found')
  return file
}

function uploaded(workspace: Workspace, upload: Fields): SandboxFile {
  const file = knownFile(workspace, textOf(upload.id))
  if (file.content === undefined) throw new Refusal('file_not_found')
  completeFile(workspace, file, textOf(upload.title) || file.name)
  return file
}

function share(call: Call, files: readonly SandboxFile[]): void {
  const { workspace, args } = call
  const channel = knownChannel(call, 'channel_id')
  needMembership(workspace, channel)
  for (const file of files) file.channels.add(channel.id)
  postMessage(workspace, channel, workspace.appUser.id, {
    text: optional(args, 'initial_comment') ?? '',
    blocks: [],
    attachments: [],
    files: files.map((file) => file.id),
    threadTs: optional(args, 'thread_ts'),
    subtype: 'file_share',
  })
}
