import { Refusal } from '#bot/sandbox/refusals.ts'
import { exchangeTrigger } from '#bot/sandbox/triggers.ts'
import { viewContentOf } from '#bot/sandbox/view-content.ts'
import { findView, openModal, publishHome, pushModal, updateView, viewObject } from '#bot/sandbox/views.ts'
import { type Method, optional, required } from './method.ts'

const open: Method = {
  name: 'views.open',
  token: 'bot',
  scopes: [],
  run({ workspace, args }) {
    const content = viewContentOf(workspace, args.view, 'modal')
    const { person } = exchangeTrigger(workspace, required(args, 'trigger_id'))
    return { view: viewObject(workspace, openModal(workspace, person, content)) }
  },
}

/** Only an act inside an open modal gives a trigger that can push onto it. */
const push: Method = {
  name: 'views.push',
  token: 'bot',
  scopes: [],
  run({ workspace, args }) {
    const content = viewContentOf(workspace, args.view, 'modal')
    const { person, view } = exchangeTrigger(workspace, required(args, 'trigger_id'))
    if (view === undefined) throw new Refusal('invalid_trigger_id')
    return { view: viewObject(workspace, pushModal(workspace, person, content)) }
  },
}

const update: Method = {
  name: 'views.update',
  token: 'bot',
  scopes: [],
  run({ workspace, args }) {
    const id = optional(args, 'view_id')
    const externalId = optional(args, 'external_id')
    const view = findView(workspace, {
      ...(id === undefined ? {} : { id }),
      ...(externalId === undefined ? {} : { externalId }),
    })
    const content = viewContentOf(workspace, args.view, view.kind)
    return { view: viewObject(workspace, updateView(workspace, view, content, optional(args, 'hash'))) }
  },
}

const publish: Method = {
  name: 'views.publish',
  token: 'bot',
  scopes: [],
  run({ workspace, args }) {
    if (!workspace.app.homeTab) throw new Refusal('not_enabled')
    const person = required(args, 'user_id')
    if (!workspace.people.has(person)) throw new Refusal('user_not_found')
    const content = viewContentOf(workspace, args.view, 'home')
    return { view: viewObject(workspace, publishHome(workspace, person, content, optional(args, 'hash'))) }
  },
}

export const viewMethods: readonly Method[] = [open, push, update, publish]
