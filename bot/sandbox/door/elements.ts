import { z } from 'zod'
import { findElement, interactiveElements, labelsOf, type Placed } from '#bot/sandbox/elements.ts'
import { optionsOf } from '#bot/sandbox/inputs.ts'
import { act, keep } from '#bot/sandbox/interactions/action.ts'
import { chosenValue } from '#bot/sandbox/interactions/choice.ts'
import { dismiss, submit } from '#bot/sandbox/interactions/form.ts'
import { blocksAt, type Place } from '#bot/sandbox/interactions/place.ts'
import { suggest } from '#bot/sandbox/interactions/suggestion.ts'
import { seenBy } from '#bot/sandbox/messages.ts'
import type { Person } from '#bot/sandbox/people.ts'
import { stackOf, type View } from '#bot/sandbox/views.ts'
import { UserError } from '#src/errors.ts'
import { as, conversationOf, type Door, messageOf, personOf, type Route, route } from './route.ts'

/** Where to look: a message (`in` with `ts`, or the newest that has the element), `home`, or the modal on top. */
const where = z.object({
  as,
  in: z.string().optional(),
  ts: z.string().optional(),
  thread: z.string().optional(),
  home: z.boolean().optional(),
  action: z.string().optional(),
  label: z.string().optional(),
  block: z.string().optional(),
  nth: z.number().int().positive().optional(),
})

type Where = z.output<typeof where>

const click = route(
  'POST',
  'click',
  'Clicks a button: { as, in?, ts?, home?, action or label, block?, nth? }.',
  where,
  (door, input) => use(door, input, undefined),
)

const choose = route(
  'POST',
  'choose',
  'Chooses in a menu, date picker, checkbox group …: as click, with value (an option by value or words, or a list).',
  where.extend({ value: z.unknown() }),
  (door, input) => use(door, input, input.value),
)

const options = route(
  'POST',
  'options',
  'The options of a menu; an external one asks the app with what was typed: as click, with typed.',
  where.extend({ typed: z.string().default('') }),
  async (door, input) => {
    const person = personOf(door, input.as)
    const { place, placed } = found(door, person, input)
    const external = String(placed.element.type).endsWith('external_select')
    return {
      options: external
        ? await suggest(door.workspace, person, place, placed, input.typed)
        : optionsOf(placed.element),
    }
  },
)

const values = z.record(z.string(), z.unknown()).default({})

const fill = route(
  'POST',
  'fill',
  'Fills inputs of the modal on top without sending it: { as, values: { block_id or action_id or label: value } }.',
  z.object({ as, values }),
  async (door, input) => {
    const person = personOf(door, input.as)
    await fillIn(door, person, topModal(door, person), input.values)
    return {}
  },
)

const send = route(
  'POST',
  'submit',
  'Fills in and submits the modal on top: { as, values? }. Errors come back by block_id.',
  z.object({ as, values }),
  async (door, input) => {
    const person = personOf(door, input.as)
    const view = topModal(door, person)
    await fillIn(door, person, view, input.values)
    return submit(door.workspace, person, view)
  },
)

const close = route(
  'POST',
  'close',
  'Closes the modal on top, or all of them: { as, all? }.',
  z.object({ as, all: z.boolean().default(false) }),
  (door, input) => {
    const person = personOf(door, input.as)
    return dismiss(door.workspace, person, topModal(door, person), input.all)
  },
)

export const elementRoutes: readonly Route[] = [click, choose, options, fill, send, close]

async function use(door: Door, input: Where, value: unknown) {
  const person = personOf(door, input.as)
  const { place, placed } = found(door, person, input)
  const wanted = value ?? (input.label === undefined ? undefined : sideOf(placed, input.label))
  return act(door.workspace, person, place, await withFound(door, person, place, placed, wanted), wanted)
}

/** An external menu only knows the options that the app gives for what was typed. */
async function withFound(door: Door, person: Person, place: Place, placed: Placed, wanted: unknown) {
  const { block, element } = placed
  if (!String(element.type).endsWith('external_select') || wanted === undefined) return placed
  const typed = typeof wanted === 'string' ? wanted : ''
  return {
    block,
    element: { ...element, found: await suggest(door.workspace, person, place, placed, typed) },
  }
}

/** Feedback buttons and overflow menus are chosen by the words on one of their parts. */
function sideOf({ element }: Placed, label: string): string | undefined {
  if (element.type === 'overflow') return label
  if (element.type !== 'feedback_buttons') return undefined
  return labelsOf({}, { text: undefined, negative_button: element.negative_button }).includes(
    label.toLowerCase(),
  )
    ? 'negative'
    : 'positive'
}

function found(door: Door, person: Person, input: Where): { place: Place; placed: Placed } {
  if (input.action === undefined && input.label === undefined)
    throw new UserError('Say which element: by its action (the action_id) or its label (the words on it).')
  for (const place of placesOf(door, person, input)) {
    const placed = findElement(blocksAt(place), input)
    if (placed !== undefined) return { place, placed }
  }
  const wanted = input.label ?? input.action
  throw new UserError(`${person.name} sees no “${wanted}” there.`)
}

function* placesOf(door: Door, person: Person, input: Where): Generator<Place> {
  const { workspace } = door
  if (input.in === undefined) {
    const view = input.home ? workspace.views.homes.get(person.id) : topModal(door, person)
    if (view !== undefined) yield { kind: 'view', view }
    return
  }
  const channel = conversationOf(door, person, input.in)
  if (input.ts !== undefined) {
    yield { kind: 'message', channel, message: messageOf(channel, person, input.ts) }
    return
  }
  for (const message of seenBy(person.id, channel, input.thread)) yield { kind: 'message', channel, message }
}

function topModal({ workspace }: Door, person: Person): View {
  const view = stackOf(workspace, person.id).at(-1)
  if (view === undefined) throw new UserError(`${person.name} has no modal open.`)
  return view
}

async function fillIn(
  door: Door,
  person: Person,
  view: View,
  wanted: Record<string, unknown>,
): Promise<void> {
  const place: Place = { kind: 'view', view }
  for (const [name, value] of Object.entries(wanted)) {
    const placed = interactiveElements(view.content.blocks).find(
      ({ block, element }) =>
        block.block_id === name ||
        element.action_id === name ||
        labelsOf(block, element).includes(name.toLowerCase()),
    )
    if (placed === undefined) throw new UserError(`The modal has no input “${name}”.`)
    const { block, element } = await withFound(door, person, place, placed, value)
    keep(door.workspace, person, place, { block, element }, chosenValue(door.workspace, element, value))
  }
}
