import { type Choice, multiSelect, select, textInput } from '#bot/slack/form.ts'
import type { ClaimInput } from '#src/board/claim-fields.ts'
import { filledOf, NONE } from '#src/board/read-claim.ts'
import type { KindName } from '#src/knowledge/kinds.ts'
import { entriesOf, type Library, wordsOfField } from '#src/knowledge/library.ts'
import { isThere } from '#src/members/member.ts'
import { fieldInWords } from './field-words.ts'
import { capital } from './reading.ts'

/** One thing to fill in, with what stands there now. */
export function inputBlock(
  input: ClaimInput,
  initial: Record<string, unknown> | undefined,
  library: Library,
) {
  const { name, required, asks } = input
  const filled = filledOf(input, initial)
  const optional = !required
  const label = LABELS[name] ?? `${capital(wordsOfField(name))}?`
  const shared = { block: name, label, optional, ...hintOf(input) }
  if (asks === 'words') return textInput({ ...shared, initial: filled, multiline: !isOneLine(name) })
  if (asks === 'lines') return textInput({ ...shared, initial: filled, hint: 'One a line.' })
  if (input.asks === 'entries' || input.asks === 'people') {
    const choices = offered(input, library)
    if (choices.length === 0) return textInput({ ...shared, initial: filled, hint: 'One a line.' })
    const chosen = filled === undefined || filled === '' ? [] : filled.split('\n')
    return multiSelect({ ...shared, placeholder: 'None', groups: [{ label, choices }], chosen })
  }
  const preset = asks === 'choice' ? input.preset : undefined
  return select({
    ...shared,
    placeholder: optional ? NO_CHOICE(name) : 'Choose one',
    groups: [
      {
        label,
        choices: [
          ...(optional ? [{ text: NO_CHOICE(name), value: NONE }] : []),
          ...choicesOf(input, filled, library),
        ],
      },
    ],
    chosen: filled ?? preset,
  })
}

/** What there is to choose; what stands there now stays a choice, even if nobody would find it any more. */
function choicesOf(
  input: Extract<ClaimInput, { asks: 'choice' | 'entry' | 'entries' | 'person' | 'people' }>,
  filled: string | undefined,
  library: Library,
): Choice[] {
  const choices = offered(input, library)
  const known = filled === undefined || choices.some(({ value }) => value === filled)
  return known ? choices : [...choices, { text: filled, value: filled }]
}

function offered(input: Parameters<typeof choicesOf>[0], library: Library): Choice[] {
  if (input.asks === 'choice')
    return input.options.map((value) => ({
      text: OPTIONS[value] ?? fieldInWords(input.name, value, library) ?? capital(value.replaceAll('-', ' ')),
      value,
    }))
  return input.asks === 'entry' || input.asks === 'entries'
    ? entryChoices(input.kind, library)
    : peopleOf(library)
}

const entryChoices = (kind: KindName, library: Library): Choice[] =>
  entriesOf(library, kind).map(({ title, slug }) => ({ text: title, value: slug }))

const peopleOf = ({ members }: Library): Choice[] =>
  [...members.values()]
    .filter(isThere)
    .map(({ name, handle }) => ({ text: name, value: handle }))
    .toSorted((a, b) => a.text.localeCompare(b.text))

/** What is a line, and not a text. */
const isOneLine = (name: string): boolean => name === 'title' || name === 'rank' || name.includes('.')

const LABELS: Record<string, string> = {
  text: 'What should it say?',
  ifNot: 'If this is not fulfilled …',
  // biome-ignore lint/suspicious/noThenProperty: the file format names it so, and it never is a function.
  then: '… then',
  when: 'When … (the situation)',
  want: '… I want …',
  soThat: '… so that',
  persona: 'For which persona?',
  from: 'Who influences?',
  to: 'Whom?',
  stage: 'At which stage?',
  step: 'For which step of the decision?',
  role: 'In which role?',
  type: 'Of which type?',
  solution: 'What is hired instead?',
  severity: 'How severe, from 1 (nuisance) to 5 (would leave for it)?',
  theme: 'To which strategic theme does it belong?',
  purpose: 'What is it asked for?',
  callToAction: 'What is the reader to do next?',
  audience: 'Who may read it?',
  title: 'How is it called?',
  status: 'Is it in use?',
  owner: 'Who owns it?',
  verifier: 'Who confirms that it still holds?',
  deputies: 'Who stands in?',
  verifyEvery: 'How long does a verification hold?',
  successor: 'Who takes its place?',
  aliases: 'By which other names is it known?',
  asked: 'How else do people ask for it? One way a line',
  personas: 'For which personas?',
  'asset.title': 'Is there a link that may be sent? Its title',
  'asset.url': 'Its address',
}

const OPTIONS: Record<string, string> = {
  internal: 'Us alone',
  customer: 'Customers too: it may be said to them and shared',
  nothing: 'Nothing: they leave it as it is',
  draft: 'Draft: not answered from yet',
  hypothesis: 'Hypothesis: answered from, marked as not validated',
  active: 'Active',
  retired: 'Retired: no longer answered from',
}

const NO_CHOICE = (name: string): string => (name === 'persona' ? 'All of them' : 'None')

/** Only where the label is no more than the name of the field. */
const hintOf = ({ name, hint }: ClaimInput) => (LABELS[name] === undefined && hint ? { hint } : {})
