import { type Block, buttons, buttonsAndChoice, fitsMenu, small } from '#bot/slack/blocks.ts'
import { clip } from '#bot/slack/limits.ts'
import { bold } from '#bot/slack/text.ts'
import type { Library } from '#src/knowledge/library.ts'
import type { KnownTag } from '#src/tags/who.ts'
import { type Onward, onwardSpecs } from './answer-buttons.ts'
import { shortName } from './names.ts'
import { counted, quoted } from './reading.ts'
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

/** So many of those that may be meant are offered; as buttons fewer, since those take a line each on a phone. */
const MOST_CHOICES = 20
const MOST_BUTTONS = 3

/** Several customers are called so: whichever is chosen, the same is asked about them. */
export function whichCustomer(typed: string, meant: Onward[]): Block[] {
  const which = small(
    bold(`Which ${quoted(clip(typed, 100))}?`),
    ' Below is what holds for everybody; or say whom you mean.',
  )
  const specs = onwardSpecs(meant.slice(0, MOST_CHOICES))
  const choice = specs.every(fitsMenu)
    ? buttonsAndChoice([], `${counted(meant.length, 'customer')} …`, specs)
    : buttons(specs.slice(0, MOST_BUTTONS))
  return [which, choice]
}
