import { clip } from '#bot/slack/limits.ts'
import { bold, bullets, italic, line, type Span } from '#bot/slack/text.ts'
import { type ShortOfFresh, toAsk } from '#src/evidence/fresh.ts'
import type { Library } from '#src/knowledge/library.ts'
import { dayName, periodName } from '#src/runs/period.ts'
import { sizeOf, type TaskState } from '#src/tasks/standing.ts'
import type { Matter, Task } from '#src/tasks/task.ts'
import { triedSpans } from './asked-of-owner.ts'
import { shortSpans } from './due.ts'
import { groupsWords } from './evidence-words.ts'
import { sharesWords } from './kpi-decided.ts'
import { functionName, personName, shortName } from './names.ts'
import { counted, firstFew, inWords, quoted } from './reading.ts'

/** "confirm 4 entries", in a list of what somebody owes. */
export function inShort(matter: Matter, library: Library): string {
  switch (matter.to) {
    case 'confirm':
      return `confirm ${counted(matter.entries.length, 'entry', 'entries')}`
    case 'settle':
      return `settle ${counted(matter.flags.length, 'flag')}`
    case 'answer':
      return `answer ${counted(matter.questions.length, 'question')}`
    case 'rework':
      return `rework ${counted(matter.tried.length, 'thing')} that failed`
    case 'research':
      return `research for ${namesOf(matter, library)}`
    case 'interview':
      return `${counted(interviewsIn(matter), 'interview')} about ${namesOf(matter, library)}`
    case 'weights':
      return 'look at the weights'
    case 'incentives':
      return matter.function === undefined
        ? 'audit the incentives'
        : `audit the incentives of ${functionName(matter.function)}`
  }
}

/** "Carla and Finn", "5 personas" */
function namesOf({ personas }: { personas: { persona: string }[] }, library: Library): string {
  const names = personas.map(({ persona }) => shortName(library, persona))
  return names.length > 2 ? `${names.length} personas` : inWords(names)
}

const interviewsIn = ({ personas }: Extract<Matter, { to: 'interview' }>): number =>
  personas.reduce((sum, each) => sum + toAsk(each), 0)

/** " (2 stale)", " (all stale)" */
export function staleWords(stale: number, of: number): string {
  if (stale === 0) return ''
  if (stale < of) return ` (${stale} stale)`
  return of === 1 ? ' (stale)' : ' (all stale)'
}

/** What a task is called where it has a place of its own. */
function headingOf(matter: Matter): string {
  switch (matter.to) {
    case 'confirm':
      return `Confirm ${counted(matter.entries.length, 'entry', 'entries')}`
    case 'settle':
      return `Settle ${counted(matter.flags.length, 'flag')}`
    case 'answer':
      return `Answer ${counted(matter.questions.length, 'question')}`
    case 'rework':
      return 'Rework what fails more often than it works'
    case 'research':
      return `Fill the research of ${counted(matter.personas.length, 'persona')}`
    case 'interview':
      return `Do ${counted(interviewsIn(matter), 'interview')}`
    case 'weights':
      return 'Are the weights of the composite KPIs still right?'
    case 'incentives':
      return matter.function === undefined
        ? 'Does what people are paid for match the KPIs of the personas?'
        : `Does what ${functionName(matter.function)} is paid for match the KPIs of the personas?`
  }
}

const MOST = 3
const MOST_PERSONAS = 6

/** What a task is about, in a line or a few. */
function detailsOf(matter: Matter, library: Library): { after: Span[]; items: Span[][] } {
  switch (matter.to) {
    case 'confirm': {
      const stale = matter.entries.filter((each) => each.stale).length
      const titles = matter.entries.map(({ title }) => clip(title, 80))
      return { after: [`${staleWords(stale, titles.length)}: ${inWords(titles)}.`], items: [] }
    }
    case 'settle':
      return { after: [':'], items: firstFew(matter.flags, MOST, (flag) => flagSpans(flag, library)) }
    case 'answer':
      return {
        after: [':'],
        items: firstFew(matter.questions, MOST, ({ text, times }) => [
          quoted(clip(text, 160)),
          ...(times > 1 ? [italic(` asked ${times} times`)] : []),
        ]),
      }
    case 'rework':
      return { after: [':'], items: firstFew(matter.tried, MOST, (each) => triedSpans(each, library)) }
    case 'research':
      return {
        after: [':'],
        items: firstFew(matter.personas, MOST_PERSONAS, (each) => shortSpans(each, library)),
      }
    case 'interview':
      return {
        after: [':'],
        items: firstFew(matter.personas, MOST_PERSONAS, (each) => askSpans(each, library)),
      }
    case 'weights':
      return { after: [weightsWords(matter, library)], items: [] }
    case 'incentives':
      return {
        after: [
          matter.function === undefined
            ? ' The incentive audit of the quarter.'
            : ' Deals, leads or tickets alone keep nobody: look for retention, expansion and support cost by persona.',
        ],
        items: [],
      }
  }
}

function weightsWords({ now }: Extract<Matter, { to: 'weights' }>, library: Library): string {
  if (!now) return ' None are decided yet. Decide some, or say that it stays so.'
  const since = dayName(Temporal.PlainDate.from(now.since))
  return ` Since ${since} ${sharesWords(now, library)}. Recalibrate them, or say that they stay.`
}

/** "Carla, 7: 4 churned and 3 high-CLV. 3 of its 16 interviews are of the last year." */
function askSpans(short: ShortOfFresh, library: Library): Span[] {
  const { persona, interviews, fresh, ask } = short
  const of = `${fresh === 0 ? 'None' : fresh} of its ${counted(interviews, 'interview')}`
  const whom = groupsWords(new Map(ask.map(({ group, count }) => [group, count])))
  return [
    bold(shortName(library, persona)),
    `, ${toAsk(short)}: ${whom}. `,
    italic(
      interviews === 0
        ? 'Nobody was interviewed yet.'
        : `${of} ${fresh < 2 ? 'is' : 'are'} of the last year.`,
    ),
  ]
}

function flagSpans(
  { kind, slug, text }: { kind: string; slug: string; text: string },
  library: Library,
): Span[] {
  const title = kind === 'persona' ? shortName(library, slug) : library.entries.get(`${kind}/${slug}`)?.title
  return [bold(title ?? slug), `: ${clip(text, 160)}`]
}

/** A task as it stands: what is left to do, or who said what to it. */
export function taskParts(task: Task, its: TaskState, library: Library, zone: string) {
  if (its.state !== 'open') return [line(...closedSpans(task, its, library, zone))]
  const { after, items } = detailsOf(its.left, library)
  const since = task.since === undefined ? [] : [italic(` (open since ${periodName(task.since)})`)]
  const heading = line(bold(headingOf(its.left)), ...since, ...after)
  return items.length === 0 ? [heading] : [heading, bullets(items)]
}

function closedSpans(
  { matter }: Task,
  its: Exclude<TaskState, { state: 'open' }>,
  library: Library,
  zone: string,
): Span[] {
  const what = headingOf(matter).replace(/\?$/, '')
  if (its.state === 'seen to') return ['✓ ', bold(what)]
  const { by, at, declined } = its.closing
  const day = dayName(Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDate())
  const who = personName(library, by) ?? by
  if (its.state === 'declined')
    return ['– ', bold(what), `: ${who} declined on ${day}. ${quoted(clip(declined ?? '', 600))}`]
  const left = sizeOf(its.left)
  const waiting = isCountable(matter) && left > 0 ? ` (${left} still ${left === 1 ? 'waits' : 'wait'})` : ''
  return ['✓ ', bold(what), `: ${who}, ${day}${waiting}`]
}

/** Whether facts show how much of it is left. */
const isCountable = ({ to }: Matter): boolean => to !== 'rework' && to !== 'weights' && to !== 'incentives'
