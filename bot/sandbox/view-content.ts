import { identified } from './blocks/identified.ts'
import { validateView } from './blocks/validate-view.ts'
import { decoded, unreadyFiles } from './drafts.ts'
import { type Fields, isFields, rowsOf } from './fields.ts'
import { Refusal, refusalWith } from './refusals.ts'
import type { ViewContent } from './views.ts'
import type { Workspace } from './workspace.ts'

const VIEW_MOST_BYTES = 250_000

/** A view as the app sent it, checked as Slack checks it for a modal or for a Home tab. */
export function viewContentOf(workspace: Workspace, value: unknown, kind: 'modal' | 'home'): ViewContent {
  const view = decoded(value, 'invalid_arguments')
  if (!isFields(view)) throw refusalWith('invalid_arguments', ['missing required field: view'])
  if (JSON.stringify(view).length > VIEW_MOST_BYTES) throw new Refusal('view_too_large')
  const faults = [
    ...validateView(view, kind),
    ...unreadyFiles(workspace, rowsOf(view.blocks), '/view/blocks'),
  ]
  if (faults.length > 0) throw refusalWith('invalid_arguments', faults)
  return { ...withoutUnknown(view), blocks: identified(rowsOf(view.blocks)) }
}

const KEPT = new Set([
  'type',
  'title',
  'close',
  'submit',
  'private_metadata',
  'callback_id',
  'external_id',
  'clear_on_close',
  'notify_on_close',
  'submit_disabled',
])

const withoutUnknown = (view: Fields): Fields =>
  Object.fromEntries(Object.entries(view).filter(([name]) => KEPT.has(name)))
