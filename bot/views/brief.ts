import { type Block, buttons, listed, say, small } from '#bot/slack/blocks.ts'
import { type Form, select, textInput } from '#bot/slack/form.ts'
import { clip } from '#bot/slack/limits.ts'
import { bold, bullets, code, italic, line, type Span } from '#bot/slack/text.ts'
import { type Brief, missingIn, type Piece } from '#src/briefs/brief.ts'
import type { KnownBrief } from '#src/briefs/store.ts'
import type { KnownEvidence } from '#src/evidence/evidence.ts'
import { entriesOf, findEntry, type Library } from '#src/knowledge/library.ts'
import { evidenceSelect } from './evidence-select.ts'
import { dayOf } from './freshness.ts'
import { personName, shortName } from './names.ts'
import { plainNumber } from './numbers.ts'
import { identitySpans } from './persona-card.ts'
import { counted, firstFew, inWords } from './reading.ts'

/** What every project has to answer. */
export const ACCOUNTABILITY =
  'Which persona does this serve, and what evidence do we have that this persona values it?'

const PIECE_NAMES: Record<Piece, string> = {
  persona: 'no persona',
  job: 'no job',
  evidence: 'no evidence',
  action: 'no action to trigger',
}

/** "Incomplete: no job and no action to trigger." */
const incompleteWords = (missing: Piece[]): string =>
  `Incomplete: ${inWords(missing.map((piece) => PIECE_NAMES[piece]))}.`

/** The persona section of a brief, to be pasted into a document. */
export function briefSection(brief: Brief, library: Library): Block[] {
  const { title, persona: slug, job, evidence, action } = brief
  const persona = findEntry(library, 'persona', slug ?? '')
  const sources = evidence.flatMap((each) => library.evidence.get(each) ?? [])
  const missing = missingIn(brief)
  const open = italic('still open')
  return [
    say(
      line(bold(`${title}: persona alignment`)),
      line(italic(ACCOUNTABILITY)),
      line(
        bold('Persona: '),
        ...(persona ? [persona.title, ...identitySpans(persona), ` (version ${persona.version})`] : [open]),
      ),
      line(bold('Job: '), job === undefined ? open : clip(job, 1000)),
      ...(sources.length === 0
        ? [line(bold('Evidence: '), open)]
        : listed('Evidence', firstFew(sources, 10, sourceSpans))),
      line(bold('Action to trigger: '), action === undefined ? open : clip(action, 1000)),
      missing.length > 0 ? line(bold(incompleteWords(missing))) : undefined,
    ),
  ]
}

const sourceSpans = ({ title, n, date }: KnownEvidence): Span[] => [
  `${clip(title, 160)}${n === undefined ? '' : `, n ${plainNumber(n)}`}, ${date.slice(0, 4)}`,
]

/** The form that completes a section and records it. */
export const briefForm = ({ brief, library }: { brief: Brief; library: Library }): Form => ({
  title: 'Brief',
  submit: 'Record it',
  close: 'Cancel',
  blocks: [
    small(ACCOUNTABILITY),
    textInput({ block: 'title', label: 'What is it about?', initial: brief.title, multiline: false }),
    select({
      block: 'persona',
      label: 'Which persona does it serve?',
      placeholder: 'A persona',
      optional: true,
      groups: [
        {
          label: 'Personas',
          choices: entriesOf(library, 'persona').map(({ title, slug }) => ({ text: title, value: slug })),
        },
      ],
      chosen: brief.persona,
    }),
    textInput({
      block: 'job',
      label: 'Which job does it do for them?',
      placeholder: 'When …, I want …, so that …',
      optional: true,
      initial: brief.job,
    }),
    ...evidenceSelect(library, {
      label: 'What evidence do we have that they value it?',
      persona: brief.persona,
      chosen: brief.evidence,
    }),
    textInput({
      block: 'action',
      label: 'What are they to do because of it?',
      placeholder: 'The action that it triggers',
      optional: true,
      initial: brief.action,
    }),
  ],
})

/** Under a section that was recorded. */
export const recorded = (missing: Piece[]): Block =>
  missing.length === 0
    ? small('Recorded as complete. /persona briefs lists the latest.')
    : small('Recorded as incomplete. /persona briefs lists the latest.')

/** The latest briefs: who wrote them, when, for whom, and what they lack. */
export function briefList(briefs: KnownBrief[], library: Library, zone: string): Block[] {
  if (briefs.length === 0)
    return [say(line(bold('No briefs yet.'), ' Start one: ', code('/persona brief carla new onboarding')))]
  const complete = briefs.filter(({ missing }) => missing.length === 0).length
  return [
    say(
      line(bold(`The latest ${counted(briefs.length, 'brief')}, ${complete} of them complete.`)),
      bullets(briefs.map((brief) => briefSpans(brief, library, zone))),
    ),
  ]
}

function briefSpans({ title, persona, by, at, missing }: KnownBrief, library: Library, zone: string): Span[] {
  const whom = persona === undefined ? '' : ` for ${shortName(library, persona)}`
  const who = personName(library, by)
  return [
    bold(clip(title, 120)),
    `${whom} · ${who ?? 'somebody'}, `,
    dayOf(at, zone),
    ...(missing.length === 0 ? [' · complete'] : [italic(` · ${incompleteWords(missing)}`)]),
  ]
}

/** The button under a section that lacks something, or could be recorded. */
export const completing = ({
  title,
  persona,
  id,
}: Pick<Brief, 'title' | 'persona'> & { id?: string }): Block =>
  buttons([
    {
      text: 'Complete it',
      action: 'complete-brief',
      style: 'primary',
      value: { title: clip(title, 200), persona, brief: id },
    },
  ])

/** Under a field of a form, which stays open. */
export const SAY_TITLE = 'Say what it is about, in a few words.'
export const SHORTER_TITLE = 'Say it in at most 300 characters.'
