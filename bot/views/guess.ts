import { type Block, buttons, say } from '#bot/slack/blocks.ts'
import { bold, line } from '#bot/slack/text.ts'
import type { Library } from '#src/knowledge/library.ts'
import { personasInOrder } from '#src/personas/in-order.ts'
import { shortName } from './names.ts'

export type Asked = { id: string; name: string }

/** More than fit beside each other on a phone nobody reads. */
const MOST = 5

/** One tap: whom somebody takes an account for after a call. Who was named already comes first. */
export function whoWasIt({ id, name }: Asked, library: Library, first?: string): Block[] {
  const personas = personasInOrder(library)
    .filter(({ body, status }) => body.kind !== 'negative' && status !== 'retired')
    .toSorted((a, b) => Number(b.slug === first) - Number(a.slug === first))
  const choices = personas.slice(0, MOST).map(({ slug }) => ({
    text: shortName(library, slug),
    action: 'guess-persona',
    value: { account: id, persona: slug },
  }))
  return [
    say(line(bold(`You spoke with ${name.slice(0, 100)}. Who are they, by what you heard?`))),
    buttons([...choices, { text: "Can't tell yet", action: 'guess-persona', value: { account: id } }]),
  ]
}

/** Kept; once it is confirmed it says how well personas can be told, and never who said so. */
export const guessKept = (
  name: string,
  persona: string | undefined,
  call: number,
  library: Library,
): Block[] => [
  say(
    line(
      bold(
        persona === undefined
          ? `Noted: ${name.slice(0, 100)} can't be told yet after call ${call}.`
          : `Noted: ${shortName(library, persona)} after call ${call} with ${name.slice(0, 100)}.`,
      ),
      ' Another press today changes it. It is counted by persona, without your name, once they are confirmed.',
    ),
  ),
]

export const guessTooLate = (name: string): Block[] => [
  say(
    line(
      `Only the first two calls count, and you have named ${name.slice(0, 100)} after both. `,
      'If you know who they are, tag them.',
    ),
  ),
]

export const isKnownAlready = (name: string): Block[] => [
  say(line(`Somebody has said already who ${name.slice(0, 100)} is, so there is nothing to guess.`)),
]

export const howToSayWho = (): Block[] => [
  say(
    line(
      'After a first or second call: /persona met and the account, such as /persona met northwind freight.',
    ),
  ),
]
