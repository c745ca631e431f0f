import { changed, newId, newTs } from './changes.ts'
import type { Fields } from './fields.ts'
import { type Inputs, stateValues } from './inputs.ts'
import { Refusal } from './refusals.ts'
import type { Workspace } from './workspace.ts'

/** A modal that somebody has open, or somebody's Home tab. */
export type View = {
  id: string
  kind: 'modal' | 'home'
  person: string
  content: ViewContent
  hash: string
  rootId: string
  previousId: string | null
  inputs: Inputs
}

/** What the app sent: blocks, title, submit, close, callback_id, private_metadata and the rest. */
export type ViewContent = Fields & { blocks: Fields[] }

export type Views = {
  byId: Map<string, View>
  stacks: Map<string, View[]>
  homes: Map<string, View>
}

const HIGHEST_STACK = 3

export const newViews = (): Views => ({ byId: new Map(), stacks: new Map(), homes: new Map() })

export const stackOf = ({ views }: Workspace, person: string): View[] => views.stacks.get(person) ?? []

/** Opens a modal, in place of whatever the person had open. */
export function openModal(workspace: Workspace, person: string, content: ViewContent): View {
  refuseTakenExternalId(workspace, content, undefined)
  closeAll(workspace, person)
  return place(workspace, newView(workspace, 'modal', person, content), [])
}

export function pushModal(workspace: Workspace, person: string, content: ViewContent): View {
  const stack = stackOf(workspace, person)
  const [root, below] = [stack[0], stack.at(-1)]
  if (root === undefined || below === undefined) throw new Refusal('not_found')
  if (stack.length >= HIGHEST_STACK) throw new Refusal('push_limit_reached')
  refuseTakenExternalId(workspace, content, undefined)
  const view = newView(workspace, 'modal', person, content)
  return place(workspace, { ...view, rootId: root.id, previousId: below.id }, stack)
}

/** New content for a view; what people have chosen stays where block_id and action_id stay. */
export function updateView(workspace: Workspace, view: View, content: ViewContent, hash?: string): View {
  if (hash !== undefined && hash !== view.hash) throw new Refusal('hash_conflict')
  refuseTakenExternalId(workspace, content, view)
  view.content = content
  view.hash = newHash(workspace)
  changed(workspace, { kind: view.kind === 'home' ? 'home' : 'modal', person: view.person })
  return view
}

export function publishHome(workspace: Workspace, person: string, content: ViewContent, hash?: string): View {
  const known = workspace.views.homes.get(person)
  if (known !== undefined) return updateView(workspace, known, content, hash)
  const view = newView(workspace, 'home', person, content)
  workspace.views.homes.set(person, view)
  workspace.views.byId.set(view.id, view)
  changed(workspace, { kind: 'home', person })
  return view
}

/** Takes the topmost modal away; the one below is seen again. */
export function closeTop(workspace: Workspace, person: string): void {
  const closed = workspace.views.stacks.get(person)?.pop()
  if (closed !== undefined) workspace.views.byId.delete(closed.id)
  changed(workspace, { kind: 'modal', person })
}

export function closeAll(workspace: Workspace, person: string): void {
  for (const view of stackOf(workspace, person)) workspace.views.byId.delete(view.id)
  workspace.views.stacks.delete(person)
  changed(workspace, { kind: 'modal', person })
}

export function findView({ views }: Workspace, wanted: { id?: string; externalId?: string }): View {
  const byId = wanted.id === undefined ? undefined : views.byId.get(wanted.id)
  const view =
    byId ?? views.byId.values().find(({ content }) => content.external_id === (wanted.externalId ?? null))
  if (view === undefined) throw new Refusal('not_found')
  return view
}

/** The view object that the app gets. */
export function viewObject(workspace: Workspace, view: View): Fields {
  const { content } = view
  return {
    id: view.id,
    team_id: workspace.team.id,
    type: view.kind,
    title: null,
    close: null,
    submit: null,
    private_metadata: '',
    callback_id: '',
    external_id: '',
    clear_on_close: false,
    notify_on_close: false,
    ...content,
    state: { values: stateValues(content.blocks, view.inputs) },
    hash: view.hash,
    previous_view_id: view.previousId,
    root_view_id: view.rootId,
    app_id: workspace.app.id,
    app_installed_team_id: workspace.team.id,
    bot_id: workspace.app.botId,
  }
}

function newView(workspace: Workspace, kind: View['kind'], person: string, content: ViewContent): View {
  const id = newId(workspace, 'V')
  const hash = newHash(workspace)
  return { id, kind, person, content, hash, rootId: id, previousId: null, inputs: new Map() }
}

function place(workspace: Workspace, view: View, stack: readonly View[]): View {
  workspace.views.byId.set(view.id, view)
  workspace.views.stacks.set(view.person, [...stack, view])
  changed(workspace, { kind: 'modal', person: view.person })
  return view
}

const newHash = (workspace: Workspace): string => `${newTs(workspace)}.${newId(workspace, '').toLowerCase()}`

function refuseTakenExternalId({ views }: Workspace, content: ViewContent, self: View | undefined): void {
  const wanted = content.external_id
  if (typeof wanted !== 'string' || wanted === '') return
  const taken = views.byId.values().some((view) => view !== self && view.content.external_id === wanted)
  if (taken) throw new Refusal('duplicate_external_id')
}
