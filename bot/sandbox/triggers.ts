import { randomBytes } from 'node:crypto'
import { Refusal } from './refusals.ts'
import type { Workspace } from './workspace.ts'

/** Lets the app open a view for the person whose act it came from, once and soon. */
export type Trigger = { person: string; view: string | undefined; issuedAt: number; exchanged: boolean }

const KEPT = 5_000

export function issueTrigger(workspace: Workspace, person: string, view?: string): string {
  const now = workspace.clock.now()
  const id = `${Math.floor(now)}.${workspace.triggers.size + 1}.${randomBytes(12).toString('hex')}`
  workspace.triggers.set(id, { person, view, issuedAt: now, exchanged: false })
  if (workspace.triggers.size > KEPT) workspace.triggers.delete(workspace.triggers.keys().next().value ?? '')
  return id
}

/** Spends the trigger, or says in Slack's words why it can't be spent. */
export function exchangeTrigger(workspace: Workspace, id: string): Trigger {
  const trigger = workspace.triggers.get(id)
  if (trigger === undefined) throw new Refusal('invalid_trigger_id')
  if (trigger.exchanged) throw new Refusal('exchanged_trigger_id')
  if (workspace.clock.now() - trigger.issuedAt > workspace.pace.triggerLives)
    throw new Refusal('expired_trigger_id')
  trigger.exchanged = true
  return trigger
}
