import { type Block, buttons, say, small } from '#bot/slack/blocks.ts'
import { clip } from '#bot/slack/limits.ts'
import { message } from '#bot/slack/message.ts'
import { bold, bullets, line, link, type Span } from '#bot/slack/text.ts'
import type { Agenda } from '#src/agenda/agenda.ts'
import type { Undone } from '#src/decisions/undone.ts'
import type { Library } from '#src/knowledge/library.ts'
import { dayName } from '#src/runs/period.ts'
import { dueSpans } from './due.ts'
import { findingWords } from './finding.ts'
import { readButton } from './how-to-read.ts'
import { KPI_NAMES, ordinal } from './kpi-standing.ts'
import { functionName, personName, shortName } from './names.ts'
import { aboutWhat, firstName } from './proposal-text.ts'
import { counted, inWords, quoted } from './reading.ts'
import { latenessLines, type Post, type Telling } from './telling.ts'

/** So many of each; the others are counted. */
const MOST = 4

/** What the board decides and hears, numbered, with who speaks to it; the most binding first. */
export function boardAgenda(agenda: Agenda, telling: Telling): Post[] {
  const { library } = telling
  const meeting = Temporal.ZonedDateTime.from(agenda.meeting)
  const day = meeting
    .toLocaleString('en-GB', { weekday: 'short', day: 'numeric', month: 'short' })
    .replace(',', '')
  const when = `${day}, ${meeting.toPlainTime().toString({ smallestUnit: 'minute' })}`
  const points: Span[][] = [
    ...few(agenda.proposals, 'proposal', (each) => proposalSpans(each, meeting, telling)),
    ...few(agenda.numbers, 'number', (each) => numberSpans(each, library)),
    ...few(agenda.disputes, 'dispute', (each) => disputedSpans(each, library)),
    ...few(agenda.undone, 'decision', (each) => undoneSpans(each, library)),
    ...few(agenda.candidates, 'refresh candidate', (each) => candidateSpans(each, library)),
    ...(agenda.stale.length > 0 ? [staleSpans(agenda.stale, library)] : []),
  ]
  const blocks: Block[] =
    points.length === 0
      ? [say(line(bold(`Board, ${when}: nothing to decide; the meeting can be shorter.`)))]
      : [say(line(bold(`Board, ${when}: ${headline(agenda)}`)), bullets(points, 'ordered'))]
  return [
    {
      message: message([
        // It is about the meeting to come: there is nothing that it would stand in for.
        ...latenessLines({ ...telling, missed: [] }),
        ...blocks,
        ...readNumbers(agenda, library),
        ...(points.length > 0 ? [small('Vote on the cards; what is decided before then drops out.')] : []),
      ]),
    },
  ]
}

/** How to read each number that is talked about. */
function readNumbers({ numbers }: Agenda, library: Library): Block[] {
  const specs = numbers
    .slice(0, MOST)
    .flatMap(({ review, persona, kpi }) =>
      review === undefined
        ? []
        : [readButton({ review, persona, kpi }, `${shortName(library, persona)}'s ${KPI_NAMES[kpi]}`)],
    )
  return specs.length === 0 ? [] : [small('How to read:'), buttons(specs)]
}

/** The first few, and how many more there are, as a point of its own. */
function few<T>(items: T[], one: string, spans: (item: T) => Span[]): Span[][] {
  const more = items.length - MOST
  return [...items.slice(0, MOST).map(spans), ...(more > 0 ? [[counted(more, `more ${one}`)]] : [])]
}

/** "2 to decide, 3 to talk about." */
function headline({ proposals, numbers, candidates, disputes, undone, stale }: Agenda): string {
  const open = numbers.length + disputes.length + candidates.length + undone.length
  const talk = open + (stale.length > 0 ? 1 : 0)
  const said = [
    ...(proposals.length > 0 ? [`${proposals.length} to decide`] : ['nothing to decide']),
    ...(talk > 0 ? [`${talk} to talk about`] : []),
  ]
  return `${said.join(', ')}.`
}

const spokenBy = (handle: string | undefined, library: Library): string => {
  const name = personName(library, handle)
  return name === undefined ? '' : ` — ${firstName(name)}`
}

function proposalSpans(
  { proposer, deadline, silent, link: url, ...what }: Agenda['proposals'][number],
  meeting: Temporal.ZonedDateTime,
  { library, zone }: Telling,
): Span[] {
  const about = aboutWhat(library, what)
  const ends = Temporal.Instant.from(deadline)
  const until = dayName(ends.toZonedDateTimeISO(zone).toPlainDate())
  const early = Temporal.Instant.compare(ends, meeting.toInstant()) < 0
  const needs = silent.length === 0 ? 'all have spoken' : `waits for ${inWords(silent.map(functionName))}`
  return [
    url === undefined ? bold(about) : link(url, about),
    `: ${needs}, ${early ? 'decided before the meeting, on' : 'until'} ${until} — ${firstName(proposer)}`,
  ]
}

function numberSpans(
  { persona, kpi, run, escalated, noted, speaks, link: url }: Agenda['numbers'][number],
  library: Library,
): Span[] {
  const what = `${shortName(library, persona)}'s ${KPI_NAMES[kpi]}`
  const since = `${ordinal(run)} month outside its range`
  return [
    ...(escalated ? [bold('Escalated: ')] : []),
    url === undefined ? bold(what) : link(url, what),
    `, ${since}${noted ? '' : ', and nobody has said why'}${spokenBy(speaks, library)}`,
  ]
}

/** "Not done since 3 Mar 2026: Sunset Gus; Gus is still in use — Mina" */
function undoneSpans({ title, is, since, until, personas, speaks }: Undone, library: Library): Span[] {
  const who = inWords(
    personas.map((slug) => shortName(library, slug)),
    4,
  )
  const words: Record<Undone['is'], string> = {
    'in use': `${who} ${personas.length === 1 ? 'is' : 'are'} still in use`,
    apart: `${who} are still apart`,
    same: `${who} ${personas.length === 1 ? 'reads as it did' : 'read as they did'} before`,
    ending: 'prolong it, or let it go',
  }
  const day = dayName(Temporal.PlainDate.from(is === 'ending' ? (until ?? since) : since))
  const head = is === 'ending' ? `Ends on ${day}` : `Not done since ${day}`
  return [bold(`${head}: ${title}`), `; ${words[is]}${spokenBy(speaks, library)}`]
}

/** "Refresh Carla now? Its share of our customers …" */
const candidateSpans = (
  { persona, findings, speaks }: Agenda['candidates'][number],
  library: Library,
): Span[] => [
  bold(`Refresh ${shortName(library, persona)} ahead of time? `),
  findings
    .map((facts) => findingWords(facts, library)[0])
    .join(' ')
    .replace(/\.$/, ''),
  spokenBy(speaks, library),
]

/** Somebody doesn't believe it; the board says whether it holds. */
const disputedSpans = ({ persona, said, by, text }: Agenda['disputes'][number], library: Library): Span[] => [
  bold(`Disputed: ${shortName(library, persona)}, ${said}`),
  `. ${quoted(clip(text, 120))}${spokenBy(by, library)}`,
]

function staleSpans(stale: Agenda['stale'], library: Library): Span[] {
  const [first] = stale
  if (stale.length === 1 && first) return dueSpans(first, library)
  const owners = [...new Set(stale.flatMap(({ verifier }) => personName(library, verifier) ?? []))]
  return [
    bold(`${counted(stale.length, 'entry', 'entries')} stale for over a month`),
    `: ${inWords(
      stale.map(({ title }) => title),
      4,
    )}${owners.length > 0 ? ` — ${inWords(owners.map(firstName), 4)}` : ''}`,
  ]
}
