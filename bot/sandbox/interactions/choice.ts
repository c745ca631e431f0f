import { type Fields, fieldsOf, isFields, listOf, textOf, wordsOf } from '#bot/sandbox/fields.ts'
import { choiceField, optionsOf } from '#bot/sandbox/inputs.ts'
import { findPerson } from '#bot/sandbox/people.ts'
import type { Workspace } from '#bot/sandbox/workspace.ts'
import { UserError } from '#src/errors.ts'

/**
 * What an element holds once somebody has chosen `wanted`: options by their value or their words, people and
 * channels by name or id, dates as YYYY-MM-DD, times as HH:mm, null to clear.
 */
export function chosenValue(workspace: Workspace, element: Fields, wanted: unknown): Fields {
  const { field, many } = choiceField(element)
  const type = String(element.type)
  if (many) {
    const each = wanted === null ? [] : Array.isArray(wanted) ? wanted : [wanted]
    return { type, [field]: each.map((one) => single(workspace, element, one)) }
  }
  const value = wanted === null ? null : single(workspace, element, wanted)
  return { type, [field]: value, ...(type === 'timepicker' ? { timezone: element.timezone ?? null } : {}) }
}

function single(workspace: Workspace, element: Fields, wanted: unknown): unknown {
  const type = String(element.type).replace(/^multi_/, '')
  switch (type) {
    case 'static_select':
    case 'radio_buttons':
    case 'checkboxes':
    case 'overflow':
      return option(optionsOf(element), wanted)
    case 'external_select':
      return isFields(wanted) ? wanted : option(listOf(element.found).map(fieldsOf), wanted)
    case 'users_select':
      return person(workspace, textOf(wanted))
    case 'conversations_select':
    case 'channels_select':
      return channel(workspace, textOf(wanted))
    case 'datepicker':
      return matching(wanted, /^\d{4}-\d{2}-\d{2}$/, 'a date as YYYY-MM-DD')
    case 'timepicker':
      return matching(wanted, /^([01]\d|2[0-3]):[0-5]\d$/, 'a time as HH:mm')
    case 'datetimepicker':
      return Number(matching(wanted, /^\d{10}$/, 'seconds since 1970'))
    case 'rich_text_input':
      return isFields(wanted) ? wanted : richText(textOf(wanted))
    default:
      return textOf(wanted)
  }
}

function option(options: readonly Fields[], wanted: unknown): Fields {
  const asked = textOf(wanted).toLowerCase()
  const found =
    options.find(({ value }) => value === wanted) ??
    options.find(({ text }) => wordsOf(text).toLowerCase() === asked)
  if (found !== undefined) return found
  const offered = options.map(({ text }) => wordsOf(text)).join(', ')
  throw new UserError(`There is no option “${textOf(wanted)}” here; the options are: ${offered}.`)
}

function person({ people }: Workspace, wanted: string): string {
  const found = findPerson(people.values(), wanted)
  if (found === undefined) throw new UserError(`Nobody here is called “${wanted}”.`)
  return found.id
}

function channel({ channels }: Workspace, wanted: string): string {
  const name = wanted.replace(/^#/, '')
  const found = channels.get(wanted) ?? channels.values().find((each) => each.name === name)
  if (found === undefined) throw new UserError(`There is no channel “${wanted}”.`)
  return found.id
}

function matching(wanted: unknown, form: RegExp, expected: string): string {
  const text = textOf(wanted)
  if (!form.test(text)) throw new UserError(`“${text}” should be ${expected}.`)
  return text
}

function richText(text: string): Fields {
  return {
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
  }
}
