import { type Block, type ButtonSpec, buttonsAndMenu, listed, say, small } from '#bot/slack/blocks.ts'
import { clip } from '#bot/slack/limits.ts'
import { bold, code, italic, line } from '#bot/slack/text.ts'
import type { Library } from '#src/knowledge/library.ts'
import { personasInOrder } from '#src/personas/in-order.ts'
import { monthName } from '#src/runs/period.ts'
import type { ChangedValue } from '#src/tags/published.ts'
import type { Outcome } from '#src/tags/store.ts'
import type { Subject } from '#src/tags/tag.ts'
import { shortName } from './names.ts'
import { counted, firstFew } from './reading.ts'
import { changedValueWords } from './tag-words.ts'

/** What came of somebody's word: what it was, what it is, which months were counted anew and what that changed. */
export function tagged(
  name: string,
  { before, after, months }: Outcome,
  { library, changed = [], currency }: { library: Library; changed?: ChangedValue[]; currency: string },
): Block[] {
  const is = after === null ? 'nobody' : shortName(library, after)
  const was = before === null ? ' It was not tagged before.' : ` It was ${shortName(library, before)}.`
  return [
    say(
      line(bold(`${clip(name, 100)} is ${is}.`), before === after ? ' Confirmed by you.' : was),
      months.length > 0
        ? line(`${monthsWords(months)} ${months.length === 1 ? 'is' : 'are'} counted anew.`)
        : undefined,
      ...listed(
        'Published numbers that are different now',
        firstFew(changed, 5, (each) => [changedValueWords(each, library, currency)]),
      ),
    ),
    ...(changed.length > 0 ? [small('What was posted stays as it was posted.')] : []),
  ]
}

function monthsWords(months: { month: string }[]): string {
  const name = (month: string | undefined) => (month ? monthName(Temporal.PlainDate.from(month)) : '')
  return months.length === 1
    ? name(months[0]?.month)
    : `${name(months.at(-1)?.month)} to ${name(months[0]?.month)}`
}

/** Every persona as a button: which one it is. */
export function chooseBlocks(name: string, of: Subject, library: Library, doubted: boolean): Block[] {
  const choices = personasInOrder(library).map(
    ({ slug }): ButtonSpec => ({
      text: shortName(library, slug),
      action: 'tag',
      value: { ...of, persona: slug },
    }),
  )
  const unsure: ButtonSpec[] = doubted ? [{ text: 'Not sure', action: 'tag-unsure', value: of }] : []
  return [
    say(
      line(
        bold(doubted ? `Noted: ${clip(name, 100)} is in doubt.` : `Who is ${clip(name, 100)}?`),
        doubted ? ' Which persona is it? If you can tell, one press settles it.' : '',
      ),
    ),
    buttonsAndMenu([...choices.slice(0, 4), ...unsure], choices.slice(4)),
  ]
}

export const unsureNoted = (name: string): Block[] => [
  say(
    line(
      `Noted: ${clip(name, 100)} stays in doubt, and whoever owns the personas reads of it. `,
      code('/persona reconcile'),
      ' lists all.',
    ),
  ),
]

export const nobodyCalledSo = (typed: string): Block[] => [
  say(
    line(
      'I know nobody called ',
      italic(clip(typed, 100)),
      '. A part of the name or the id will do, such as ',
    ),
    line(code('/persona who FB-00012'), '.'),
  ),
]

/** How `tag` and `who` are typed. */
export const howToTag = (): Block[] => [
  say(
    line(
      bold('Which account?'),
      ' ',
      code('/persona who northwind freight'),
      ' tells who they are, ',
      code('/persona tag northwind freight carla'),
      ' says it.',
    ),
  ),
]

/** Several fit: a button each. */
export function whichOne(typed: string, choices: { name: string; specs: ButtonSpec }[]): Block[] {
  return [
    say(
      line(
        bold('Which one?'),
        ` ${counted(choices.length, 'name fits', 'names fit')} “${clip(typed, 100)}”.`,
      ),
    ),
    buttonsAndMenu(
      choices.slice(0, 5).map(({ specs }) => specs),
      [],
    ),
  ]
}

export const subjectGone = (): Block[] => [
  say(line("That account isn't there any more. Nothing was changed.")),
]
