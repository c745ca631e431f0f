import { note } from './journal.ts'
import type { Change, Workspace } from './workspace.ts'

/** Counts up, so that a run of the sandbox can be read again; `C` gives C0000000001. */
export function newId(workspace: Workspace, prefix: string): string {
  workspace.lastId += 1
  return `${prefix}${workspace.lastId.toString(36).toUpperCase().padStart(10, '0')}`
}

/** A timestamp that no message has: later than all before it, even if the clock was put back. */
export function newTs(workspace: Workspace): string {
  const micros = Math.max(Math.floor(workspace.clock.now() * 1000), workspace.lastTs + 1)
  workspace.lastTs = micros
  return `${Math.floor(micros / 1_000_000)}.${String(micros % 1_000_000).padStart(6, '0')}`
}

export function changed(workspace: Workspace, change: Omit<Change, 'revision'>): void {
  workspace.revision += 1
  const event = { revision: workspace.revision, ...change }
  note(workspace.changes, event)
  for (const listener of [...workspace.listeners]) listener(event)
}
