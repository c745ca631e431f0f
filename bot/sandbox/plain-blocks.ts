import { type Fields, fieldsOf, isFields, listOf, rowsOf, textOf } from './fields.ts'
import { choiceField, type Inputs, initialValue, inputKey, optionsOf } from './inputs.ts'
import { richLines, words } from './plain-words.ts'
import type { Workspace } from './workspace.ts'

/** A block in lines of plain text; `inputs` are what has been chosen in it. */
export function blockLines(workspace: Workspace, block: Fields, inputs?: Inputs): string[] {
  const draw = DRAWN[String(block.type)]
  return draw === undefined ? [`[${String(block.type)}]`] : draw(workspace, block, inputs)
}

type Draw = (workspace: Workspace, block: Fields, inputs?: Inputs) => string[]

const DRAWN: Record<string, Draw> = {
  header: (workspace, block) => [`## ${words(workspace, block.text)}`],
  divider: () => ['---'],
  section: (workspace, block, inputs) => [
    ...(block.text === undefined ? [] : words(workspace, block.text).split('\n')),
    ...listOf(block.fields).flatMap((field) => words(workspace, field).split('\n')),
    ...(isFields(block.accessory) ? [elementText(workspace, block, block.accessory, inputs)] : []),
  ],
  context: (workspace, block) => [
    rowsOf(block.elements)
      .map((element) =>
        element.type === 'image' ? `[image: ${textOf(element.alt_text)}]` : words(workspace, element),
      )
      .join(' · '),
  ],
  actions: elementsLine,
  context_actions: elementsLine,
  input: (workspace, block, inputs) => [
    `${words(workspace, block.label)}${block.optional === true ? ' (optional)' : ''}: ${elementText(workspace, block, fieldsOf(block.element), inputs)}`,
    ...(block.hint === undefined ? [] : [`  ${words(workspace, block.hint)}`]),
  ],
  image: (workspace, block) => [`[image: ${words(workspace, block.title) || textOf(block.alt_text)}]`],
  video: (workspace, block) => [`[video: ${words(workspace, block.title)}]`],
  file: (_, block) => [`[file: ${textOf(block.external_id)}]`],
  markdown: (_, block) => textOf(block.text).split('\n'),
  rich_text: richLines,
  alert: (workspace, block) => [`(${textOf(block.level) || 'info'}) ${words(workspace, block.text)}`],
  table: (workspace, block) => tableLines(workspace, block),
  data_table: (workspace, block) => [textOf(block.caption), ...tableLines(workspace, block)],
  data_visualization: (workspace, block) => chartLines(workspace, block),
  card: (workspace, block, inputs) => [
    ...['title', 'subtitle', 'body']
      .map((name) => words(workspace, block[name]))
      .filter((line) => line !== ''),
    ...elementsLine(workspace, { ...block, elements: block.actions }, inputs),
  ],
  carousel: (workspace, block, inputs) =>
    rowsOf(block.elements).flatMap((card) => blockLines(workspace, card, inputs)),
  container: (workspace, block, inputs) => [
    words(workspace, block.title),
    ...rowsOf(block.child_blocks).flatMap((child) => blockLines(workspace, child, inputs)),
  ],
  plan: (_, block) => [textOf(block.title), ...rowsOf(block.tasks).map((task) => `• ${textOf(task.title)}`)],
  task_card: (_, block) => [`${textOf(block.title)} (${textOf(block.status)})`],
}

function elementsLine(workspace: Workspace, block: Fields, inputs?: Inputs): string[] {
  const drawn = rowsOf(block.elements).map((element) => elementText(workspace, block, element, inputs))
  return drawn.length === 0 ? [] : [drawn.join(' ')]
}

/** `[Vote]` for a button, `[Reason ▾ Price]` for a menu with its choice, `[___]` for an empty field. */
function elementText(workspace: Workspace, block: Fields, element: Fields, inputs?: Inputs): string {
  switch (element.type) {
    case 'image':
      return `[image: ${textOf(element.alt_text)}]`
    case 'button':
    case 'workflow_button':
    case 'icon_button':
      return `[${words(workspace, element.text)}]`
    case 'feedback_buttons':
      return [element.positive_button, element.negative_button]
        .map((button) => `[${words(workspace, fieldsOf(button).text)}]`)
        .join(' ')
    case 'overflow':
      return `[… ${optionsOf(element)
        .map((option) => words(workspace, option.text))
        .join(' / ')}]`
    default:
      return `[${chosenText(workspace, block, element, inputs)}]`
  }
}

function chosenText(workspace: Workspace, block: Fields, element: Fields, inputs?: Inputs): string {
  const value = inputs?.get(inputKey(block.block_id, element.action_id)) ?? initialValue(element)
  const held = listOf([value[choiceField(element).field]].flat())
  const chosen = held.map((each) => optionText(workspace, each)).filter((text) => text !== '')
  const prompt = words(workspace, element.placeholder)
  if (element.type === 'checkboxes' || element.type === 'radio_buttons')
    return optionsOf(element)
      .map((option) => {
        const label = words(workspace, option.text)
        return `${chosen.includes(label) ? '●' : '○'} ${label}`
      })
      .join(' ')
  if (String(element.type).includes('select'))
    return [prompt, '▾', chosen.join(', ')].filter(Boolean).join(' ')
  return chosen.join(', ') || prompt || '___'
}

function optionText(workspace: Workspace, held: unknown): string {
  if (!isFields(held)) return nameOf(workspace, textOf(held))
  if (held.type === 'rich_text') return richLines(workspace, held).join('\n')
  return words(workspace, held.text)
}

const nameOf = ({ people, channels }: Workspace, id: string): string => {
  const channel = channels.get(id)
  return people.get(id)?.name ?? (channel === undefined ? id : `#${channel.name}`)
}

function tableLines(workspace: Workspace, block: Fields): string[] {
  return listOf(block.rows).map((row) =>
    rowsOf(row)
      .map((cell) =>
        cell.type === 'rich_text' ? richLines(workspace, cell).join(' ') : textOf(cell.text ?? cell.value),
      )
      .join(' | '),
  )
}

function chartLines(workspace: Workspace, block: Fields): string[] {
  const chart = fieldsOf(block.chart)
  const title = words(workspace, block.title ?? chart.title)
  const series = rowsOf(chart.series ?? chart.segments).map((each) => {
    const points = rowsOf(each.data).map((point) => `${textOf(point.label)} ${textOf(point.value)}`)
    return `${textOf(each.name ?? each.label)}: ${points.length > 0 ? points.join(', ') : textOf(each.value)}`
  })
  return [`[chart: ${title}]`, ...series]
}
