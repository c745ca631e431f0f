import { type Fields, fieldsOf, isFields, rowsOf, wordsOf } from './fields.ts'

/** An element that a person can use, with the block that holds it. */
export type Placed = { block: Fields; element: Fields }

/** Every element with an action_id, top to bottom, inside cards, carousels and containers too. */
export function* interactiveElements(blocks: readonly Fields[]): Generator<Placed> {
  for (const block of blocks) {
    for (const element of elementsOf(block)) {
      if (typeof element.action_id === 'string') yield { block, element }
    }
    yield* interactiveElements([
      ...rowsOf(block.child_blocks),
      ...(block.type === 'carousel' ? rowsOf(block.elements) : []),
    ])
  }
}

function elementsOf(block: Fields): Fields[] {
  switch (block.type) {
    case 'section':
      return isFields(block.accessory) ? [block.accessory] : []
    case 'actions':
    case 'context_actions':
      return rowsOf(block.elements)
    case 'input':
      return [fieldsOf(block.element)]
    case 'card':
      return rowsOf(block.actions)
    default:
      return []
  }
}

export type Wanted = {
  action?: string | undefined
  label?: string | undefined
  block?: string | undefined
  nth?: number | undefined
}

/** The element with that action_id, or with those words on it; the nth of several, counted from 1. */
export function findElement(blocks: readonly Fields[], wanted: Wanted): Placed | undefined {
  const found = [...interactiveElements(blocks)].filter(
    ({ block, element }) =>
      (wanted.block === undefined || block.block_id === wanted.block) &&
      (wanted.action === undefined || element.action_id === wanted.action) &&
      (wanted.label === undefined || labelsOf(block, element).includes(wanted.label.toLowerCase())),
  )
  return found[(wanted.nth ?? 1) - 1]
}

/** What a person would call this element: the words on a button, a placeholder, the label of its input. */
export function labelsOf(block: Fields, element: Fields): string[] {
  const options = rowsOf(element.options)
  return [
    wordsOf(element.text),
    wordsOf(element.placeholder),
    wordsOf(block.label),
    wordsOf(fieldsOf(element.positive_button).text),
    wordsOf(fieldsOf(element.negative_button).text),
    ...options.map((option) => wordsOf(option.text)),
    String(element.accessibility_label ?? ''),
  ]
    .filter((label) => label !== '')
    .map((label) => label.toLowerCase())
}
