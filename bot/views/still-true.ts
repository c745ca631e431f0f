import { type Block, type ButtonSpec, buttons, say } from '#bot/slack/blocks.ts'
import { type Form, tickedBoxes } from '#bot/slack/form.ts'
import { bold, line, type Span } from '#bot/slack/text.ts'
import { mayVerify } from '#src/freshness/answerable.ts'
import { isDue } from '#src/freshness/due-for.ts'
import type { Verified } from '#src/freshness/verify.ts'
import type { DueEntry } from '#src/knowledge/due.ts'
import { dueOn, type Entry } from '#src/knowledge/entry.ts'
import { dayName } from '#src/runs/period.ts'
import { kindName, stateOf, whatSpans } from './due.ts'
import { capital, counted, firstFew, inWords, type Reading } from './reading.ts'

/** Confirms one entry, in the version that the reader sees. `run`: the post that lists it, to be brought up to date. */
export const stillTrueButton = (
  { kind, slug, version }: { kind: string; slug: string; version: number },
  run?: string,
): ButtonSpec => ({
  text: 'Still true',
  action: 'still-true',
  value: { kind, slug, version, ...(run !== undefined && { run }) },
})

/** Under an answer, for who may confirm its entry, while that is due or stale. */
export function confirming(
  entry: Entry,
  handle: string | undefined,
  { library: { members }, ...when }: Pick<Reading, 'library' | 'now' | 'zone'>,
): ButtonSpec[] {
  const me = handle === undefined ? undefined : members.get(handle)
  return mayVerify(me, entry, members) && isDue(entry, when) ? [stillTrueButton(entry)] : []
}

/** Opens the form that confirms all that somebody has to confirm. */
export const allStillTrueButton = (of: string, run?: string): ButtonSpec => ({
  text: 'All still true',
  action: 'all-still-true',
  value: { of, ...(run !== undefined && { run }) },
})

/** "The objection Too expensive holds until 21 May 2027. Thank you." */
export const confirmed = (entry: Entry, zone: string): Block[] => [
  say(line(...whatSpans(entry), ` holds until ${untilDay(entry, zone)}. Thank you.`)),
]

const untilDay = (entry: Entry, zone: string): string => {
  const until = dueOn(entry, zone)
  return until === undefined ? 'further notice' : dayName(until)
}

/** Over an entry that says something else by now than what was to be confirmed. */
export const changedSince = (entry: Entry): Block => say(line(...changedSpans(entry)))

const changedSpans = (entry: Entry): Span[] => [
  ...whatSpans(entry),
  ` has changed since you saw it, so I didn't confirm it. This is what it says now:`,
]

/** To somebody without the right, who may well know better. */
export const notYoursToVerify = (entry: Entry, verifier: string | undefined): Block[] => [
  say(
    line(
      ...whatSpans(entry),
      verifier === undefined ? ' has nobody who confirms it yet' : ` is ${verifier}'s to confirm`,
      ', so nothing was changed. If something in it no longer fits, propose a change: the board reads it.',
    ),
  ),
]

export const nothingDue = (): Block[] => [
  say(line('Nothing waits for you here: all of it is confirmed, or somebody else confirms it.')),
]

const MOST = 8

/** What came of confirming many at once: what holds until when, and what was left alone. */
export function confirmedMany(verified: Verified[], zone: string): Block[] {
  const done = verified.flatMap((each) => (each.outcome === 'verified' ? [each.entry] : []))
  const changed = verified.flatMap((each) => (each.outcome === 'changed' ? [each.entry] : []))
  const others = verified.length - done.length - changed.length
  const byDay = Map.groupBy(done, (entry) => untilDay(entry, zone))
  return [
    say(
      line(
        bold(`${counted(done.length, 'entry', 'entries')} confirmed. `),
        done.length > 0 ? 'Thank you.' : '',
      ),
      ...[...byDay].map(([day, entries]) =>
        line(
          entries.length === 1 ? '' : `${entries.length} hold until ${day}: `,
          inWords(
            entries.map(({ title }) => title),
            MOST,
          ),
          entries.length === 1 ? ` holds until ${day}.` : '.',
        ),
      ),
      ...(changed.length === 0
        ? []
        : [line('These have changed since you saw them, so I left them: ', ...titles(changed), '.')]),
      others === 0
        ? undefined
        : line(`${counted(others, 'entry is', 'entries are')} no longer yours to confirm.`),
    ),
    ...(changed.length === 0 ? [] : [buttons(changed.slice(0, 5).map((entry) => openButton(entry)))]),
  ]
}

const titles = (entries: Entry[]): Span[] =>
  firstFew(entries, MOST, ({ title }) => [bold(title)]).flatMap((spans, index) =>
    index === 0 ? spans : [', ', ...spans],
  )

/** Shows an entry as it is now. */
export const openButton = ({
  kind,
  slug,
  title,
}: {
  kind: string
  slug: string
  title: string
}): ButtonSpec => ({
  text: `Show ${title}`,
  action: 'show-entry',
  value: { kind, slug },
})

/** All that is due for somebody, ticked: whatever they want to look at first they untick. */
export const verifyManyForm = (due: DueEntry[]): Form => ({
  title: 'Still true?',
  submit: 'Still true',
  close: 'Cancel',
  blocks: [
    say(
      line(
        bold(`${counted(due.length, 'entry', 'entries')} to confirm.`),
        ' Untick what you want to look at first.',
      ),
    ),
    ...tickedBoxes({
      block: 'entries',
      label: 'These still hold',
      choices: due.map(({ kind, slug, version, title, ...each }) => ({
        text: title,
        description: `${capital(kindName(kind))} · ${stateOf(each)}`,
        value: `${kind}/${slug}@${version}`,
      })),
    }),
  ],
})
