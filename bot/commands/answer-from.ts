import { claimsView } from '#bot/views/claims.ts'
import { label } from '#bot/views/labels.ts'
import { shortName } from '#bot/views/names.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import type { KindName } from '#src/knowledge/kinds.ts'
import type { Library } from '#src/knowledge/library.ts'
import type { Stage } from '#src/lifecycle/stage.ts'
import type { Asking, Found, Next } from './command.ts'
import { openCommittee } from './committee.ts'
import { answerCompetitor } from './competitor.ts'
import { answerGuide } from './discover.ts'
import { answerJob } from './jobs.ts'
import { openJourney } from './journey.ts'
import { openEntry } from './next.ts'
import { answerObjection } from './objection.ts'
import { answerPlaybook } from './playbook.ts'
import { answerThemes } from './themes.ts'
import { answerValue } from './value.ts'

/** What of an entry fits a question: the ids of its claims, none where the whole fits best; and what was asked about. */
export type Fit = { passages: string[]; about: Entry<'persona'> | undefined; stage: Stage | undefined }

type AnswerFrom<K extends KindName> = (entry: Entry<K>, fit: Fit, asking: Asking) => Found
type Onward<K extends KindName> = (entry: Entry<K>, fit: Fit, library: Library) => Next[]

/** Shows the claims that fit, and the way on; the whole entry where none fits better than it does. */
const fitting =
  <K extends KindName>(
    onward: Onward<K>,
    whole: AnswerFrom<K> = (entry, _, { library }) => openEntry(library, entry),
  ): AnswerFrom<K> =>
  (entry, fit, asking) => {
    const { library } = asking
    const { kind, slug } = entry
    const ids = fit.passages
    if (ids.length === 0) return whole(entry, fit, asking)
    const shown = claimsView.of({ kind, slug, ids })
    return { found: 'entry', shown, entries: [entry], next: onward(entry, fit, library) }
  }

/** How a kind of entry answers a question: one line a kind. A kind without a line is opened as a whole. */
const ANSWERS: { [K in KindName]?: AnswerFrom<K> } = {
  persona: fitting(({ slug }, _, library) => [{ text: shortName(library, slug), ask: slug }]),
  journey: fitting(
    ({ body }, { stage }, library) => {
      const name = shortName(library, body.persona)
      const here = stage ? [{ text: label.allAt(stage), ask: `journey ${name} ${stage}` }] : []
      return [...here, { text: label.wholePath, ask: `journey ${name}` }]
    },
    (entry, { stage }, { library }) => openJourney(entry, stage, library),
  ),
  discovery: fitting(
    (_, { about }, library) => [{ text: label.whatToAsk, ask: `discover ${nameOf(about, library)}`.trim() }],
    (entry, { about, stage }, asking) => answerGuide(entry, { about, stage }, asking),
  ),
  committee: fitting(
    ({ title }) => [{ text: label.whoDecides, ask: `committee ${title}` }],
    (entry) => openCommittee(entry),
  ),
  playbook: fitting(
    ({ title, body }) => [{ text: title, ask: `playbook ${body.function} ${title}` }],
    (entry, { about }, { library }) => answerPlaybook(entry, about, library),
  ),
  objection: (entry, { about }, { library }) => answerObjection(entry, about, library),
  job: fitting(
    ({ title }, { about }, library) => [
      { text: label.wholeJob, ask: `job ${nameOf(about, library)}${title}` },
    ],
    (entry, { about }, { library }) => answerJob(entry, about, library),
  ),
  argument: fitting(
    (_, { about }, library) => [{ text: label.allArguments, ask: `value ${nameOf(about, library)}`.trim() }],
    ({ body }, { about }, { library }) => answerValue(about, body.orientation, library),
  ),
  competitor: (entry, { about }, { library }) => answerCompetitor(entry, about, library),
  theme: (entry, { about }, { library }) => answerThemes(entry, about, library),
}

const nameOf = (persona: Entry<'persona'> | undefined, library: Library): string =>
  persona ? `${shortName(library, persona.slug)} ` : ''

/** The answer from the entry that fits a question best. */
export function answerFrom<K extends KindName>(entry: Entry<K>, fit: Fit, asking: Asking): Found {
  const answer: AnswerFrom<K> | undefined = ANSWERS[entry.kind]
  return answer ? answer(entry, fit, asking) : openEntry(asking.library, entry)
}
