import { type Block, buttons, say } from '#bot/slack/blocks.ts'
import { clip } from '#bot/slack/limits.ts'
import { bold, bullets, italic, line, type Span } from '#bot/slack/text.ts'
import { type Change, type ClaimChange, isOfClaim } from '#src/board/change.ts'
import { textOf } from '#src/board/diff.ts'
import type { Step } from '#src/history/history.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { type Library, wordsOfField } from '#src/knowledge/library.ts'
import { changeLines } from './change-lines.ts'
import { shortened } from './concerning.ts'
import { fieldInWords } from './field-words.ts'
import { dayOf } from './freshness.ts'
import { oneScreen } from './one-screen.ts'
import { capital, counted, firstFew, quoted, type Reading } from './reading.ts'

type Room = { versions: number; changes: number; most: number }

/** What became of an entry, version by version: what changed in short, who wanted it, why and when. */
export function historyCard(entry: Entry, steps: Step[], reading: Reading): Block[] {
  return oneScreen<Room>(
    [
      { versions: 5, changes: 4, most: 140 },
      { versions: 5, changes: 2, most: 100 },
      { versions: 3, changes: 2, most: 80 },
      { versions: 3, changes: 1, most: 60 },
    ],
    (room) => {
      const shown = steps.slice(0, room.versions)
      const earlier = (shown.at(-1)?.version ?? 1) - 1
      return [
        say(
          line(
            bold(entry.title),
            `: ${counted(entry.version, 'version')}${entry.version > 1 ? ', the newest first.' : '.'}`,
          ),
        ),
        ...shown.map((step) => stepPart(step, room, reading)),
        ...(earlier > 0 ? [say(line(italic(`… and ${earlier} before it`)))] : []),
      ]
    },
  )
}

function stepPart(step: Step, { changes, most }: Room, { zone, library }: Reading): Block {
  const items =
    'claims' in step
      ? [[`Began with ${counted(step.claims, 'statement')}`]]
      : inShort(step, changes, most, library)
  return say(
    line(bold(`Version ${step.version}`), ', ', dayOf(step.at, zone), ...whoSpans(step)),
    whyLine(step, most),
    bullets(items),
  )
}

/** " · Mina Albrecht, proposal #42" */
const whoSpans = ({ author, reason, proposal }: Step): Span[] => {
  const by = [author, proposal ? `proposal #${proposal.id}` : reason].filter((each) => each !== undefined)
  return [` · ${by.join(', ')}`]
}

const whyLine = ({ proposal }: Step, most: number) =>
  proposal ? line(italic('Why: '), clip(proposal.rationale, most)) : undefined

function inShort(
  { changes }: Extract<Step, { changes: Change[] }>,
  few: number,
  most: number,
  library: Library,
): Span[][] {
  const said = changes.map((change): Span[] =>
    isOfClaim(change)
      ? [
          `${capital(change.type)} ${wordsOfField(change.field)}: `,
          quoted(
            shortened({ text: textOf(change.type === 'removed' ? change.before : change.after) }, most).text,
          ),
        ]
      : fieldSpans(change, most, library),
  )
  return said.length === 0 ? [['Nothing that one reads']] : firstFew(said, few, (spans) => spans)
}

/** "Status: hypothesis → active" */
function fieldSpans(change: Exclude<Change, ClaimChange>, most: number, library: Library): Span[] {
  const name = capital(wordsOfField(change.field))
  if (change.type === 'moved') return [`${name}: in another order`]
  const said = (value: unknown) => clip(fieldInWords(change.field, value, library) ?? 'none', most)
  return [`${name}: ${said(change.before)} → ${said(change.after)}`]
}

/** As many as a message holds; an import may change hundreds. */
const MOST_CHANGES = 20

/** All that one version changed of the one before it. */
export function versionDiff(entry: Entry, step: Step, reading: Reading): Block[] {
  const head = line(
    bold(`${entry.title}, version ${step.version}`),
    ', ',
    dayOf(step.at, reading.zone),
    ...whoSpans(step),
  )
  const why = whyLine(step, 600)
  if ('claims' in step)
    return [
      say(head, why, line(`This is how it began, with ${counted(step.claims, 'statement')}.`)),
      ...restoreButton(entry, step.version),
    ]
  return [
    say(head, why),
    ...changeBlocks(step.changes, reading.library),
    ...restoreButton(entry, step.version),
  ].filter((block) => block.type !== 'rich_text' || block.elements.length > 0)
}

function changeBlocks(changes: Change[], library: Library): Block[] {
  const more = changes.length - MOST_CHANGES
  return [
    ...changes
      .slice(0, MOST_CHANGES)
      .map((change) =>
        isOfClaim(change)
          ? say(line(italic(capital(wordsOfField(change.field)))), ...changeLines(change, library))
          : say(...changeLines(change, library)),
      ),
    ...(more > 0 ? [say(line(italic(`… and ${counted(more, 'more change')}`)))] : []),
  ]
}

/** What an entry said before can be proposed again. */
const restoreButton = ({ kind, slug, version: newest }: Entry, version: number): Block[] =>
  version >= newest
    ? []
    : [buttons([{ text: `Restore version ${version}`, action: 'restore', value: { kind, slug, version } }])]

type Two = [Pick<Step, 'version' | 'at'>, Pick<Step, 'version' | 'at'>]

/** What became of an entry from one version to another, whatever lay between. */
export function betweenVersions(
  entry: Entry,
  [before, after]: Two,
  changes: Change[],
  { library, zone }: Reading,
): Block[] {
  return [
    say(
      line(
        bold(`${entry.title}, from version ${before.version} to ${after.version}`),
        ' · ',
        dayOf(before.at, zone),
        ' to ',
        dayOf(after.at, zone),
      ),
      changes.length === 0 ? line('They say the same.') : undefined,
    ),
    ...changeBlocks(changes, library),
    ...restoreButton(entry, before.version),
  ]
}

export const noSuchVersion = (entry: Entry, version: number): Block[] => [
  say(line(bold(entry.title), ` has no version ${version}: the newest is ${entry.version}.`)),
]

export const historyOfWhat = (): Block[] => [
  say(line('Whose history? Name a persona or any other entry, such as the objection too expensive.')),
]
