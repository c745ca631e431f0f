import { newId } from '#bot/sandbox/changes.ts'
import { type Fields, isFields } from '#bot/sandbox/fields.ts'
import type { Workspace } from '#bot/sandbox/workspace.ts'

/** The blocks with the ids that Slack gives to blocks and elements that came without. */
export function identified(workspace: Workspace, blocks: readonly Fields[]): Fields[] {
  const fresh = () => newId(workspace, 'x').toLowerCase()
  return blocks.map((block) => ({
    ...withActionIds(block, fresh),
    block_id: typeof block.block_id === 'string' && block.block_id !== '' ? block.block_id : fresh(),
  }))
}

const HOLDERS = ['elements', 'actions', 'child_blocks'] as const
const INTERACTIVE =
  /^(button|overflow|.*select|.*picker|checkboxes|radio_buttons|.*_input|feedback_buttons|icon_button)$/

function withActionIds(part: Fields, fresh: () => string): Fields {
  const result = { ...part }
  for (const name of ['accessory', 'element'] as const) {
    if (isFields(part[name])) result[name] = withActionId(part[name], fresh)
  }
  for (const name of HOLDERS) {
    const list = part[name]
    if (Array.isArray(list))
      result[name] = list.map((each) => (isFields(each) ? withActionId(each, fresh) : each))
  }
  return result
}

function withActionId(element: Fields, fresh: () => string): Fields {
  const inner = withActionIds(element, fresh)
  if (!INTERACTIVE.test(String(element.type)) || typeof element.action_id === 'string') return inner
  return { ...inner, action_id: fresh() }
}
