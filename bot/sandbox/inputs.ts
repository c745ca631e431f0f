import { interactiveElements } from './elements.ts'
import { type Fields, listOf, rowsOf } from './fields.ts'

/** What somebody has chosen in the inputs of a message or a view, by block and action. */
export type Inputs = Map<string, Fields>

export const inputKey = (blockId: unknown, actionId: unknown): string => `${blockId}\n${actionId}`

/** `state.values` as Slack sends it: every input with its choice, its initial value or nothing. */
export function stateValues(blocks: readonly Fields[], inputs: Inputs | undefined): Fields {
  const byBlock = new Map<string, Map<string, Fields>>()
  for (const { block, element } of interactiveElements(blocks)) {
    if (!isStateful(element)) continue
    const blockId = String(block.block_id)
    const actions = byBlock.get(blockId) ?? new Map<string, Fields>()
    const chosen = inputs?.get(inputKey(block.block_id, element.action_id))
    actions.set(String(element.action_id), chosen ?? initialValue(element))
    byBlock.set(blockId, actions)
  }
  return Object.fromEntries([...byBlock].map(([block, actions]) => [block, Object.fromEntries(actions)]))
}

const STATELESS = new Set(['button', 'overflow', 'workflow_button', 'feedback_buttons', 'icon_button'])

export const isStateful = (element: Fields): boolean => !STATELESS.has(String(element.type))

/** The field that carries an element's choice, and the one that carries its initial choice. */
const CHOICE: Record<string, { field: string; initial: string; many?: true }> = {
  plain_text_input: { field: 'value', initial: 'initial_value' },
  email_text_input: { field: 'value', initial: 'initial_value' },
  url_text_input: { field: 'value', initial: 'initial_value' },
  number_input: { field: 'value', initial: 'initial_value' },
  rich_text_input: { field: 'rich_text_value', initial: 'initial_value' },
  static_select: { field: 'selected_option', initial: 'initial_option' },
  external_select: { field: 'selected_option', initial: 'initial_option' },
  users_select: { field: 'selected_user', initial: 'initial_user' },
  conversations_select: { field: 'selected_conversation', initial: 'initial_conversation' },
  channels_select: { field: 'selected_channel', initial: 'initial_channel' },
  radio_buttons: { field: 'selected_option', initial: 'initial_option' },
  datepicker: { field: 'selected_date', initial: 'initial_date' },
  timepicker: { field: 'selected_time', initial: 'initial_time' },
  datetimepicker: { field: 'selected_date_time', initial: 'initial_date_time' },
  multi_static_select: { field: 'selected_options', initial: 'initial_options', many: true },
  multi_external_select: { field: 'selected_options', initial: 'initial_options', many: true },
  multi_users_select: { field: 'selected_users', initial: 'initial_users', many: true },
  multi_conversations_select: {
    field: 'selected_conversations',
    initial: 'initial_conversations',
    many: true,
  },
  multi_channels_select: { field: 'selected_channels', initial: 'initial_channels', many: true },
  checkboxes: { field: 'selected_options', initial: 'initial_options', many: true },
  file_input: { field: 'files', initial: 'initial_files', many: true },
}

export function choiceField(element: Fields): { field: string; initial: string; many: boolean } {
  const choice = CHOICE[String(element.type)] ?? { field: 'value', initial: 'value' }
  return { ...choice, many: choice.many ?? false }
}

export function initialValue(element: Fields): Fields {
  const { field, initial, many } = choiceField(element)
  return { type: element.type, [field]: element[initial] ?? (many ? [] : null) }
}

/** Whether an input holds nothing, so that a required one can't be submitted. */
export function isEmpty(element: Fields, value: Fields): boolean {
  const held = value[choiceField(element).field]
  return held === null || held === undefined || held === '' || (Array.isArray(held) && held.length === 0)
}

/** All options of a select, radio group, checkbox group or overflow, in or out of groups. */
export function optionsOf(element: Fields): Fields[] {
  return [
    ...rowsOf(element.options),
    ...rowsOf(element.option_groups).flatMap((group) => rowsOf(listOf(group.options))),
  ]
}
