import {
  address,
  confirm,
  conversationFilter,
  dispatchConfig,
  id,
  markedOption,
  onePicture,
  option,
  optionGroup,
  optionsOrGroups,
  pictureParts,
  plain,
} from './composition.ts'
import { anything, flag, list, number, object, oneOf, type Parts, type Rule, text } from './rules.ts'

/** Source of every limit here: https://docs.slack.dev/reference/block-kit/block-elements, a page per element. */

const placeholder = plain(150)
const common: Parts = { action_id: id, confirm, focus_on_load: flag, placeholder }
const ids = list(text({ most: 255 }), { least: 0, most: 1000 })
const date = text({ most: 10 }, /^\d{4}-\d{2}-\d{2}$/)
const time = text({ most: 5 }, /^([01]\d|2[0-3]):[0-5]\d$/)
const label = text({ most: 75 })

const feedbackButton = object(
  { text: plain(75), value: text({ least: 0, most: 2000 }) },
  { accessibility_label: label },
)

const buttons: Record<string, Rule> = {
  button: object(
    { text: plain(75) },
    {
      action_id: id,
      url: address,
      value: text({ least: 0, most: 2000 }),
      style: oneOf('primary', 'danger'),
      confirm,
      accessibility_label: label,
    },
  ),
  workflow_button: object(
    { text: plain(75), workflow: anything },
    { action_id: id, style: oneOf('primary', 'danger'), accessibility_label: label },
  ),
}

const pickOne: Record<string, Rule> = {
  static_select: object(
    {},
    {
      ...common,
      options: list(option, { most: 100 }),
      option_groups: list(optionGroup, { most: 100 }),
      initial_option: option,
    },
    optionsOrGroups,
  ),
  external_select: object({}, { ...common, initial_option: option, min_query_length: number({ least: 0 }) }),
  users_select: object({}, { ...common, initial_user: id }),
  conversations_select: object(
    {},
    {
      ...common,
      initial_conversation: id,
      default_to_current_conversation: flag,
      response_url_enabled: flag,
      filter: conversationFilter,
    },
  ),
  channels_select: object({}, { ...common, initial_channel: id, response_url_enabled: flag }),
}

const most = { max_selected_items: number({ least: 1 }) }

const pickMany: Record<string, Rule> = {
  multi_static_select: object(
    {},
    {
      ...common,
      ...most,
      options: list(option, { most: 100 }),
      option_groups: list(optionGroup, { most: 100 }),
      initial_options: list(option, { most: 100 }),
    },
    optionsOrGroups,
  ),
  multi_external_select: object(
    {},
    {
      ...common,
      ...most,
      initial_options: list(option, { most: 100 }),
      min_query_length: number({ least: 0 }),
    },
  ),
  multi_users_select: object({}, { ...common, ...most, initial_users: ids }),
  multi_conversations_select: object(
    {},
    {
      ...common,
      ...most,
      initial_conversations: ids,
      default_to_current_conversation: flag,
      filter: conversationFilter,
    },
  ),
  multi_channels_select: object({}, { ...common, ...most, initial_channels: ids }),
}

const pickers: Record<string, Rule> = {
  datepicker: object({}, { ...common, initial_date: date }),
  timepicker: object({}, { ...common, initial_time: time, timezone: text({ most: 255 }) }),
  datetimepicker: object(
    {},
    { ...common, initial_date_time: number({ least: 1_000_000_000, most: 9_999_999_999 }) },
  ),
}

const groups: Record<string, Rule> = {
  checkboxes: object(
    { options: list(markedOption, { most: 10 }) },
    { ...common, initial_options: list(markedOption, { most: 10 }) },
  ),
  radio_buttons: object(
    { options: list(markedOption, { most: 10 }) },
    { ...common, initial_option: markedOption },
  ),
}

const overflow: Record<string, Rule> = {
  overflow: object({ options: list(option, { most: 5 }) }, { action_id: id, confirm }),
}

const typed: Parts = {
  ...common,
  initial_value: text({ least: 0, most: 3000 }),
  dispatch_action_config: dispatchConfig,
}

const fields: Record<string, Rule> = {
  plain_text_input: object(
    {},
    {
      ...typed,
      multiline: flag,
      min_length: number({ least: 0, most: 3000 }),
      max_length: number({ least: 1, most: 3000 }),
    },
  ),
  email_text_input: object({}, typed),
  url_text_input: object({}, typed),
  number_input: object({ is_decimal_allowed: flag }, { ...typed, min_value: anything, max_value: anything }),
  file_input: object(
    {},
    {
      action_id: id,
      filetypes: list(text({ most: 50 }), { most: 100 }),
      max_files: number({ least: 1, most: 10 }),
    },
  ),
}

const richTextInput: Record<string, Rule> = {
  rich_text_input: object(
    {},
    {
      ...common,
      initial_value: anything,
      dispatch_action_config: dispatchConfig,
      min_lines: number({ least: 1, most: 100 }),
      max_lines: number({ least: 1, most: 100 }),
    },
  ),
}

const picture: Record<string, Rule> = {
  image: object({ alt_text: text({ most: 2000 }) }, pictureParts, onePicture),
}

/** Which elements a section may have beside its text, an actions block may hold, and so on. */
export const ACCESSORIES = {
  ...buttons,
  ...pickOne,
  ...pickMany,
  ...pickers,
  ...groups,
  ...overflow,
  ...picture,
}
export const ACTION_ELEMENTS = {
  ...buttons,
  ...pickOne,
  ...pickMany,
  ...pickers,
  ...groups,
  ...overflow,
  ...richTextInput,
}
export const INPUT_ELEMENTS = { ...pickOne, ...pickMany, ...pickers, ...groups, ...fields, ...richTextInput }
export const CONTEXT_ELEMENTS = picture
export const BUTTON = { button: buttons.button ?? anything }
export const IMAGE = picture.image ?? anything

export const CONTEXT_ACTION_ELEMENTS: Record<string, Rule> = {
  feedback_buttons: object(
    { positive_button: feedbackButton, negative_button: feedbackButton },
    { action_id: id },
  ),
  icon_button: object(
    { icon: text({ most: 255 }), text: plain(75) },
    {
      action_id: id,
      value: text({ least: 0, most: 2000 }),
      confirm,
      accessibility_label: label,
      visible_to_user_ids: list(text({ most: 255 }), { most: 10 }),
    },
  ),
}
