import { type Block, type ButtonSpec, buttons, say } from '#bot/slack/blocks.ts'
import { clip } from '#bot/slack/limits.ts'
import { bold, line, link, type Span } from '#bot/slack/text.ts'
import type { Flag, Settlement } from '#src/flags/flag.ts'
import { flaggedEntry } from '#src/flags/settle-flag.ts'
import type { Library } from '#src/knowledge/library.ts'
import { dayOf } from './freshness.ts'
import { personName, shortName } from './names.ts'
import { firstName } from './proposal-text.ts'

const sentence = (...spans: Span[]): Block[] => [say(line(...spans))]

/** "Carla", or the title of what is not a persona. */
function nameOf(library: Library, flag: Pick<Flag, 'kind' | 'slug'>): string {
  const entry = flaggedEntry(library, flag)
  return entry === undefined || entry.kind === 'persona' ? shortName(library, flag.slug) : entry.title
}

const who = (library: Library, handle: string | undefined): string =>
  personName(library, handle) ?? 'Somebody'

export function flagLines(flag: Flag, library: Library) {
  const changed = (flaggedEntry(library, flag)?.version ?? flag.version) - flag.version
  return [
    line(
      bold(`${who(library, flag.raisedBy)} finds that ${nameOf(library, flag)} doesn't fit any more`),
      ...(flag.link ? [' (', link(flag.link, 'message'), ')'] : []),
      changed > 0 ? '. It has changed since:' : ':',
    ),
    line(clip(flag.text, 1500)),
  ]
}

/** In short, for a proposal that comes from a flag. */
export const flaggedSo = ({ text, raisedBy }: Flag, library: Library): string =>
  `${who(library, raisedBy)} found that it doesn't fit any more: ${text}`

const SETTLED_AS: Record<Settlement, string> = {
  changed: 'changed',
  'still-true': 'still true',
  'not-ours': 'not about us',
}

/** For its owner, until it is settled and after. */
export function flagForOwner(flag: Flag, library: Library): Block[] {
  const { settled, kind, slug, id } = flag
  const lines = flagLines(flag, library)
  if (settled)
    return [
      say(
        ...lines,
        line(
          bold(`${who(library, settled.by)}: ${SETTLED_AS[settled.as]}.`),
          ` ${clip(settled.words, 1000)}`,
        ),
      ),
    ]
  const entry = flaggedEntry(library, flag)
  const propose: ButtonSpec[] = entry
    ? [
        {
          text: 'Propose a change',
          action: 'propose',
          value: { kind, slug, version: entry.version, from: { flag: id } },
        },
      ]
    : []
  return [
    say(...lines),
    buttons([{ text: 'Settle', action: 'settle-flag', value: { flag: id }, style: 'primary' }, ...propose]),
  ]
}

/** To whoever flagged it, at once. */
export function flagNoted(flag: Flag, owner: string | undefined, library: Library): Block[] {
  const name = nameOf(library, flag)
  const hears = personName(library, owner)
  return sentence(
    bold('Thanks, that keeps us honest.'),
    hears
      ? ` ${firstName(hears)}, who owns ${name}, has it, and I'll tell you what came of it.`
      : ` Nobody owns ${name} yet, so it waits until somebody does.`,
  )
}

/** To whoever flagged it, once it is settled. */
export function flagSettled(flag: Flag, library: Library, zone: string): Block[] {
  const { settled, raisedAt } = flag
  if (!settled) return []
  return sentence(
    bold(`${who(library, settled.by)} looked at what you flagged on ${nameOf(library, flag)}`),
    ', ',
    dayOf(raisedAt, zone),
    `: ${SETTLED_AS[settled.as]}. `,
    clip(settled.words, 1500),
  )
}

export const settledNow = (): Block[] => sentence('Settled. Whoever flagged it hears of it.')

export const settledBefore = (flag: Flag, library: Library): Block[] =>
  sentence(`${who(library, flag.settled?.by)} has settled this before, so nothing was changed.`)

export const onlyOwnerSettles = (flag: Flag, library: Library): Block[] =>
  sentence(`Only who owns ${nameOf(library, flag)}, or stands in, can settle this.`)

export const flagGone = (): Block[] => sentence('This flag is no longer here.')

/** Under a field of a form, which stays open. */
export const SAY_WHAT_DOES_NOT_FIT = "Say what doesn't fit any more, in a sentence."
export const CHOOSE_PERSONA = 'Choose a persona.'
export const CHOOSE_OUTCOME = 'Choose what came of it.'
export const SAY_OUTCOME = 'Say it in a sentence: whoever flagged it reads it.'
export const SETTLED_MEANWHILE = 'Somebody has settled this while you were writing. Close the form.'
