import { createHash } from 'node:crypto'
import { type Fields, isFields } from '#bot/sandbox/fields.ts'

/**
 * The blocks with the ids that Slack gives to blocks and elements that came without. Here the same content keeps its
 * ids, so that a press in what somebody still sees counts while the next version of it is on its way to them.
 */
export function identified(blocks: readonly Fields[]): Fields[] {
  const given = new Map<string, number>()
  return blocks.map((block) => {
    const content = createHash('sha256').update(JSON.stringify(block)).digest('hex').slice(0, 10)
    const fresh = () => {
      const count = (given.get(content) ?? 0) + 1
      given.set(content, count)
      return `x${content}${count}`
    }
    return {
      ...withActionIds(block, fresh),
      block_id: typeof block.block_id === 'string' && block.block_id !== '' ? block.block_id : fresh(),
    }
  })
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
