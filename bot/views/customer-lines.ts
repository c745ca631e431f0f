import { type Block, type ButtonSpec, buttons, buttonsAndChoice, fitsMenu, small } from '#bot/slack/blocks.ts'
import { clip } from '#bot/slack/limits.ts'
import { bold } from '#bot/slack/text.ts'
import type { PutRight } from '#src/accounts/mistyped.ts'
import type { Library } from '#src/knowledge/library.ts'
import type { KnownTag } from '#src/tags/who.ts'
import { shortName } from './names.ts'
import { counted, inWords, quoted } from './reading.ts'
import { howSure, sinceWhen, whoSaysSo } from './tag-words.ts'

type Told = { library: Library; zone: string }

/** Above an answer to a question about a customer: whom it takes them for, who says so, how surely and since when. */
export function takenFor(name: string, persona: string, tag: KnownTag | undefined, told: Told): Block {
  const facts = tag && [whoSaysSo(tag, told.library), howSure(tag.confidence), sinceWhen(tag, told.zone)]
  const why = facts?.filter(Boolean).join(' · ') ?? 'a guess from the title'
  return small(bold(`${clip(name, 100)} is ${shortName(told.library, persona)}`), `: ${why}.`)
}

/** Nobody has said which persona they are. */
export const takenForNobody = (name: string): Block =>
  small(bold(`Nobody has tagged ${clip(name, 100)} yet`), ', so this is what holds for everybody.')

/** They carry a tag of which the knowledge base has no persona in use. */
export const takenForUnknown = (name: string, persona: string): Block =>
  small(
    bold(`${clip(name, 100)} is tagged ${quoted(clip(persona, 100))}`),
    ', which is no persona in use, so this is what holds for everybody.',
  )

/** Which words of a question were taken for mistyped names. */
export const readAs = (read: PutRight['read']): Block[] =>
  read.length === 0
    ? []
    : [
        small(
          `Read ${inWords(read.map(({ typed, as }) => `${quoted(clip(typed, 60))} as ${quoted(clip(as, 60))}`))}.`,
        ),
      ]

/** So many of those that may be meant are offered; as buttons fewer, since those take a line each on a phone. */
const MOST_CHOICES = 20
const MOST_BUTTONS = 4
/** Slack shows so much of an option, and of a button. */
const LONGEST = 75

/** One of several customers who may be meant, and what a press asks. */
export type Choice = { id: string; name: string; value: object }

/** Several customers are called so: whichever is chosen, the same is asked about them. */
export function whichCustomer(typed: string, meant: Choice[], areAll: boolean): Block[] {
  const names = Map.groupBy(meant, ({ name }) => name)
  const specs = meant.map(({ id, name, value }): ButtonSpec => {
    const called = (names.get(name) ?? []).length > 1 ? `${name} (${id})` : name
    return { text: clip(called, LONGEST), action: 'ask', value }
  })
  const inMenu = specs.every(fitsMenu)
  const shown = specs.slice(0, inMenu ? MOST_CHOICES : MOST_BUTTONS)
  const isPart = !areAll || shown.length < specs.length
  const which = ' Below is what holds for everybody; or say whom you mean'
  return [
    small(
      bold(`Which ${quoted(clip(typed, 100))}?`),
      `${which}${isPart ? ', with more of the name if it is not among these.' : '.'}`,
    ),
    inMenu
      ? buttonsAndChoice(
          [],
          isPart ? `The first ${shown.length} …` : `${counted(shown.length, 'customer')} …`,
          shown,
        )
      : buttons(shown),
  ]
}
