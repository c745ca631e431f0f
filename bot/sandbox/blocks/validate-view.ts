import { type Fields, listOf, rowsOf } from '#bot/sandbox/fields.ts'
import { plain } from './composition.ts'
import { across, anything, flag, list, object, oneOf, type Parts, text } from './rules.ts'
import { validateBlocks } from './validate.ts'

/** Source: https://docs.slack.dev/reference/views */
const common: Parts = {
  callback_id: text({ least: 0, most: 255 }),
  private_metadata: text({ least: 0, most: 3000 }),
  external_id: text({ least: 0, most: 255 }),
}

/** A modal with inputs needs a button to send them. */
const canBeSent = across(
  (view) => view.submit !== undefined || rowsOf(view.blocks).every(({ type }) => type !== 'input'),
  'missing required field: submit',
)

const VIEWS = {
  modal: object(
    { type: oneOf('modal'), title: plain(24), blocks: list(anything, { most: 100 }) },
    {
      ...common,
      close: plain(24),
      submit: plain(24),
      clear_on_close: flag,
      notify_on_close: flag,
      submit_disabled: flag,
    },
    canBeSent,
  ),
  home: object({ type: oneOf('home'), blocks: list(anything, { least: 0, most: 100 }) }, common),
}

/** What Slack would find wrong with a view; it answers `invalid_arguments` with these reasons. */
export function validateView(view: Fields, kind: 'modal' | 'home'): string[] {
  return [...VIEWS[kind](view, '/view'), ...validateBlocks(listOf(view.blocks), kind, '/view/blocks')]
}
