import { type Block, buttons, listed, say, small } from '#bot/slack/blocks.ts'
import { line } from '#bot/slack/text.ts'
import { confirmedSince, type DueEntry } from '#src/knowledge/due.ts'
import { entryKey } from '#src/knowledge/entry.ts'
import type { Library } from '#src/knowledge/library.ts'
import { myDueSpans } from './due.ts'
import { firstFew, inWords } from './reading.ts'
import { allStillTrueButton, stillTrueButton } from './still-true.ts'

/** So many entries have buttons of their own; the others are in the form behind the one for all. */
const WITH_BUTTONS = 3
const MOST = 6

type Shown = { library: Library; run: string; scope: string }

/** What is still to be confirmed of a list; what was confirmed since it was posted, and what is no longer there, is not. */
export function openOf(due: DueEntry[], { library }: Pick<Shown, 'library'>): DueEntry[] {
  return due.filter((each) => {
    const entry = library.entries.get(entryKey(each))
    return entry !== undefined && entry.status !== 'retired' && !isConfirmed(each, library)
  })
}

/** Entries to confirm, the first with buttons of their own, and what was confirmed since in one small line. */
export function dueBlocks(due: DueEntry[], { library, run, scope }: Shown): Block[] {
  const open = openOf(due, { library })
  const done = due.filter((each) => isConfirmed(each, library)).map(({ title }) => title)
  const alone = open.slice(0, WITH_BUTTONS)
  const others = open.slice(WITH_BUTTONS)
  return [
    ...alone.flatMap((each) => [say(line(...myDueSpans(each))), buttons(buttonsFor(each, run))]),
    ...(others.length > 0 ? [say(...listed('And', firstFew(others, MOST, myDueSpans)))] : []),
    ...(done.length > 0 ? [small(`✓ Confirmed: ${inWords(done)}`)] : []),
    ...(open.length > 1 ? [buttons([allStillTrueButton(scope, run)])] : []),
  ]
}

const buttonsFor = ({ kind, slug, version }: DueEntry, run: string) =>
  version === undefined
    ? []
    : [
        stillTrueButton({ kind, slug, version }, run),
        { text: 'Edit', action: 'propose', value: { kind, slug, version } },
      ]

/** Whether somebody has confirmed it since it was listed. */
export const isConfirmed = (each: DueEntry, { entries }: Library): boolean =>
  confirmedSince(each, entries.get(entryKey(each)))
