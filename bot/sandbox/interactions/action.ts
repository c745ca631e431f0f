import { changed, newTs } from '#bot/sandbox/changes.ts'
import { deliverInteraction } from '#bot/sandbox/delivery.ts'
import type { Placed } from '#bot/sandbox/elements.ts'
import { compact, type Fields, fieldsOf } from '#bot/sandbox/fields.ts'
import { inputKey, isStateful } from '#bot/sandbox/inputs.ts'
import { messageChanged } from '#bot/sandbox/messages.ts'
import type { Person } from '#bot/sandbox/people.ts'
import { issueResponseUrl } from '#bot/sandbox/response-urls.ts'
import type { Workspace } from '#bot/sandbox/workspace.ts'
import { chosenValue } from './choice.ts'
import { CLICK_FAILED, type Outcome, outcomeOf } from './outcome.ts'
import { basePayload, withTrigger } from './payload.ts'
import { inputsAt, type Place, placeFields } from './place.ts'

/** Somebody clicks a button or chooses in a menu, at a place that they see. `wanted` is what they choose. */
export async function act(
  workspace: Workspace,
  person: Person,
  place: Place,
  { block, element }: Placed,
  wanted?: unknown,
): Promise<Outcome> {
  const value = element.type === 'button' ? {} : choiceOf(workspace, element, wanted)
  if (isStateful(element)) keep(workspace, person, place, { block, element }, value)
  if (block.type === 'input' && block.dispatch_action !== true) return { state: 'kept' }
  const payload = {
    ...basePayload(workspace, person, 'block_actions'),
    ...withTrigger(
      workspace,
      person,
      place.kind === 'view' && place.view.kind === 'modal' ? place.view.id : undefined,
    ),
    ...placeFields(workspace, place, person),
    ...(place.kind === 'message'
      ? { response_url: issueResponseUrl(workspace, person.id, place.channel, place.message) }
      : {}),
    actions: [actionOf(workspace, block, element, value)],
  }
  const answer = await deliverInteraction(workspace, 'interactive', payload)
  return outcomeOf(answer, () => CLICK_FAILED)
}

/** Puts a choice into an input without telling the app, as somebody filling in a form does. */
export function keep(
  workspace: Workspace,
  person: Person,
  place: Place,
  { block, element }: Placed,
  value: Fields,
): void {
  inputsAt(place, person).set(inputKey(block.block_id, element.action_id), value)
  if (place.kind === 'message') messageChanged(workspace, place.channel, place.message)
  else changed(workspace, { kind: place.view.kind === 'home' ? 'home' : 'modal', person: person.id })
}

function choiceOf(workspace: Workspace, element: Fields, wanted: unknown): Fields {
  switch (element.type) {
    case 'icon_button':
    case 'workflow_button':
      return {}
    case 'feedback_buttons': {
      const side = wanted === 'negative' ? element.negative_button : element.positive_button
      return { value: fieldsOf(side).value, text: fieldsOf(side).text }
    }
    case 'overflow':
      return {
        selected_option: chosenValue(workspace, { ...element, type: 'static_select' }, wanted)
          .selected_option,
      }
    default:
      return chosenValue(workspace, element, wanted)
  }
}

const ECHOED = ['text', 'value', 'style', 'icon', 'placeholder', 'url']

/** One entry of `actions`; it repeats the parts of the element that Slack repeats. */
function actionOf(workspace: Workspace, block: Fields, element: Fields, value: Fields): Fields {
  const echoed = Object.fromEntries(ECHOED.map((name) => [name, element[name]]))
  return compact({
    ...echoed,
    ...value,
    type: element.type,
    action_id: element.action_id,
    block_id: block.block_id,
    action_ts: newTs(workspace),
  })
}
