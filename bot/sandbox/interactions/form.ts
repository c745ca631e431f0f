import { deliverInteraction } from '#bot/sandbox/delivery.ts'
import { interactiveElements } from '#bot/sandbox/elements.ts'
import { type Fields, fieldsOf, isFields, textOf } from '#bot/sandbox/fields.ts'
import { choiceField, initialValue, inputKey, isEmpty } from '#bot/sandbox/inputs.ts'
import type { Person } from '#bot/sandbox/people.ts'
import { Refusal } from '#bot/sandbox/refusals.ts'
import { issueResponseUrl } from '#bot/sandbox/response-urls.ts'
import { viewContentOf } from '#bot/sandbox/view-content.ts'
import { closeAll, closeTop, pushModal, updateView, type View, viewObject } from '#bot/sandbox/views.ts'
import type { Workspace } from '#bot/sandbox/workspace.ts'
import { FORM_FAILED, type Outcome, outcomeOf } from './outcome.ts'
import { basePayload, withTrigger } from './payload.ts'

/** Somebody presses the submit button of the modal on top. */
export async function submit(workspace: Workspace, person: Person, view: View): Promise<Outcome> {
  const errors = incomplete(view)
  if (Object.keys(errors).length > 0) return { state: 'invalid', errors }
  const answer = await deliverInteraction(workspace, 'interactive', {
    ...basePayload(workspace, person, 'view_submission'),
    ...withTrigger(workspace, person, view.id),
    view: viewObject(workspace, view),
    response_urls: responseUrls(workspace, person, view),
  })
  if (answer.state === 'failed') return outcomeOf(answer, () => FORM_FAILED)
  try {
    return follow(workspace, person, view, answer.payload) ?? outcomeOf(answer, () => FORM_FAILED)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { state: 'failed', error: error.error, shown: FORM_FAILED, afterMs: Math.round(answer.afterMs) }
  }
}

/** Somebody leaves the modal on top; the app hears of it if it asked to. */
export async function dismiss(
  workspace: Workspace,
  person: Person,
  view: View,
  wholeStack: boolean,
): Promise<Outcome> {
  const cleared = wholeStack || view.content.clear_on_close === true
  const payload = {
    ...basePayload(workspace, person, 'view_closed'),
    view: viewObject(workspace, view),
    is_cleared: cleared,
  }
  if (cleared) closeAll(workspace, person.id)
  else closeTop(workspace, person.id)
  if (view.content.notify_on_close !== true) return { state: 'kept' }
  return outcomeOf(await deliverInteraction(workspace, 'interactive', payload), () => '')
}

/** Source: https://docs.slack.dev/surfaces/modals#response_actions */
function follow(workspace: Workspace, person: Person, view: View, payload: unknown): Outcome | undefined {
  const body = fieldsOf(payload)
  switch (body.response_action) {
    case undefined:
      closeTop(workspace, person.id)
      return undefined
    case 'clear':
      closeAll(workspace, person.id)
      return undefined
    case 'update':
      updateView(workspace, view, viewContentOf(workspace, body.view, 'modal'))
      return undefined
    case 'push':
      pushModal(workspace, person.id, viewContentOf(workspace, body.view, 'modal'))
      return undefined
    case 'errors':
      return { state: 'invalid', errors: errorsOf(view, body.errors) }
    default:
      throw new Refusal('invalid_arguments')
  }
}

/** Every error has to belong to an input of the form, or Slack shows none of them. */
function errorsOf(view: View, value: unknown): Record<string, string> {
  const inputs = new Set(
    view.content.blocks.filter(({ type }) => type === 'input').map(({ block_id }) => block_id),
  )
  const errors = Object.entries(isFields(value) ? value : {})
  if (errors.length === 0 || errors.some(([block, words]) => !inputs.has(block) || typeof words !== 'string'))
    throw new Refusal('invalid_arguments')
  return Object.fromEntries(errors.map(([block, words]) => [block, String(words)]))
}

/** What Slack itself objects to before the app sees anything. */
function incomplete(view: View): Record<string, string> {
  const errors: Record<string, string> = {}
  for (const { block, element } of interactiveElements(view.content.blocks)) {
    if (block.type !== 'input') continue
    const value = view.inputs.get(inputKey(block.block_id, element.action_id)) ?? initialValue(element)
    const objection = isEmpty(element, value)
      ? block.optional === true
        ? undefined
        : 'Please complete this required field.'
      : objectionTo(element, textOf(value[choiceField(element).field]))
    if (objection !== undefined) errors[String(block.block_id)] = objection
  }
  return errors
}

function objectionTo(element: Fields, text: string): string | undefined {
  const { min_length: least, max_length: most } = element
  switch (element.type) {
    case 'plain_text_input':
      if (typeof least === 'number' && text.length < least)
        return `Must be at least ${least} characters long.`
      if (typeof most === 'number' && text.length > most) return `Must be ${most} characters or fewer.`
      return undefined
    case 'email_text_input':
      return /^\S+@\S+\.\S+$/.test(text) ? undefined : 'Must be a valid email address.'
    case 'url_text_input':
      return URL.canParse(text) ? undefined : 'Must be a valid URL.'
    case 'number_input':
      return objectionToNumber(element, text)
    default:
      return undefined
  }
}

function objectionToNumber(element: Fields, text: string): string | undefined {
  const number = Number(text)
  if (Number.isNaN(number)) return 'Must be a number.'
  if (element.is_decimal_allowed !== true && !Number.isInteger(number)) return 'Must be a whole number.'
  if (element.min_value !== undefined && number < Number(element.min_value))
    return `Must be ${element.min_value} or more.`
  if (element.max_value !== undefined && number > Number(element.max_value))
    return `Must be ${element.max_value} or less.`
  return undefined
}

/** A form may ask for a place to answer to, by a menu with response_url_enabled. */
function responseUrls(workspace: Workspace, person: Person, view: View): Fields[] {
  const urls: Fields[] = []
  for (const { block, element } of interactiveElements(view.content.blocks)) {
    if (element.response_url_enabled !== true) continue
    const value = view.inputs.get(inputKey(block.block_id, element.action_id)) ?? initialValue(element)
    const channel = workspace.channels.get(textOf(value[choiceField(element).field]))
    if (channel === undefined) continue
    urls.push({
      block_id: block.block_id,
      action_id: element.action_id,
      channel_id: channel.id,
      response_url: issueResponseUrl(workspace, person.id, channel),
    })
  }
  return urls
}
