import { randomBytes } from 'node:crypto'
import { changed, newId } from './changes.ts'
import { compact, type Fields } from './fields.ts'
import type { Workspace } from './workspace.ts'

/** An upload. Until Slack has looked at it, it has no `mimetype` and no block may show it. */
export type SandboxFile = {
  id: string
  ticket: string
  name: string
  title: string
  altText: string | undefined
  size: number
  user: string
  created: number
  content: Buffer | undefined
  /** When the upload was completed, on the workspace's clock. */
  completedAt: number | undefined
  readyAt: number | undefined
  channels: Set<string>
}

export function newFile(
  workspace: Workspace,
  name: string,
  size: number,
  altText: string | undefined,
): SandboxFile {
  const file: SandboxFile = {
    id: newId(workspace, 'F'),
    ticket: randomBytes(16).toString('hex'),
    name,
    title: name,
    altText,
    size,
    user: workspace.appUser.id,
    created: Math.floor(workspace.clock.now() / 1000),
    content: undefined,
    completedAt: undefined,
    readyAt: undefined,
    channels: new Set(),
  }
  workspace.files.set(file.id, file)
  return file
}

/** Slack goes on to look at the file in its own time: the delay is real, not the workspace's clock. */
export function completeFile(workspace: Workspace, file: SandboxFile, title: string): void {
  file.title = title
  file.completedAt = workspace.clock.now()
  file.readyAt = performance.now() + workspace.pace.fileReadyAfter
  changed(workspace, { kind: 'file' })
}

export const isReady = (file: SandboxFile): boolean =>
  file.readyAt !== undefined && performance.now() >= file.readyAt

export function fileObject(workspace: Workspace, file: SandboxFile): Fields {
  const ready = isReady(file)
  const address = `${workspace.base}/sandbox/files/${file.id}/${encodeURIComponent(file.name)}`
  return compact({
    id: file.id,
    created: file.created,
    timestamp: file.created,
    name: file.name,
    title: file.title,
    mimetype: ready ? mimeOf(file.name) : '',
    filetype: ready ? extensionOf(file.name) : '',
    pretty_type: ready ? extensionOf(file.name).toUpperCase() : '',
    user: file.user,
    size: file.size,
    mode: 'hosted',
    is_external: false,
    is_public: false,
    alt_txt: file.altText,
    url_private: address,
    url_private_download: `${address}?download=1`,
    permalink: address,
    channels: [...file.channels],
    shares: {},
  })
}

const MIME: Record<string, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  svg: 'image/svg+xml',
  csv: 'text/csv',
  json: 'application/json',
  md: 'text/markdown',
  pdf: 'application/pdf',
  txt: 'text/plain',
  yml: 'application/yaml',
  yaml: 'application/yaml',
}

const extensionOf = (name: string): string =>
  name.includes('.') ? (name.split('.').at(-1) ?? '').toLowerCase() : ''

export const mimeOf = (name: string): string => MIME[extensionOf(name)] ?? 'application/octet-stream'
