import { deliverInteraction } from '#bot/sandbox/delivery.ts'
import type { Placed } from '#bot/sandbox/elements.ts'
import { type Fields, fieldsOf, rowsOf } from '#bot/sandbox/fields.ts'
import type { Person } from '#bot/sandbox/people.ts'
import type { Workspace } from '#bot/sandbox/workspace.ts'
import { basePayload } from './payload.ts'
import { type Place, placeFields } from './place.ts'

const MOST_OPTIONS = 100

/** Asks the app for the options of an external menu, as somebody types into it. No answer means no options. */
export async function suggest(
  workspace: Workspace,
  person: Person,
  place: Place,
  { block, element }: Placed,
  typed: string,
): Promise<Fields[]> {
  const answer = await deliverInteraction(workspace, 'interactive', {
    ...basePayload(workspace, person, 'block_suggestion'),
    ...placeFields(workspace, place, person),
    action_id: element.action_id,
    block_id: block.block_id,
    value: typed,
  })
  if (answer.state === 'failed') return []
  const { options, option_groups } = fieldsOf(answer.payload)
  const found = [...rowsOf(options), ...rowsOf(option_groups).flatMap((group) => rowsOf(group.options))]
  return found.length > MOST_OPTIONS ? [] : found
}
