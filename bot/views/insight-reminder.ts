import { type Block, listed, say, small } from '#bot/slack/blocks.ts'
import { message } from '#bot/slack/message.ts'
import { bold, line, type Span } from '#bot/slack/text.ts'
import { periodName } from '#src/runs/period.ts'
import type { InsightFacts, News } from '#src/tasks/insight.ts'
import { openTasks } from '#src/tasks/standing.ts'
import type { Matter, Task } from '#src/tasks/task.ts'
import { allSeenTo, forWhomUntil, owingList } from './owing.ts'
import { counted, inWords } from './reading.ts'
import { staleWords } from './task-words.ts'
import { tasksCards } from './tasks.ts'
import { type Listing, latenessLines, type Post } from './telling.ts'

type Shown = Omit<Listing, 'scope'> & { period: { id: string } }

/** Short in the channel: three numbers and who owes what. In the thread what is new, and a list for each with its buttons. */
export function insightReminder(facts: InsightFacts, shown: Shown): Post[] {
  const { run: list, library, zone } = shown
  return [
    { message: message(summary(facts, shown)) },
    { name: 'news', inThread: true, message: message(newsBlocks(facts.news, shown.period.id)) },
    ...tasksCards(facts, { list, library, zone }),
  ]
}

function summary(facts: InsightFacts, shown: Shown): Block[] {
  const { tasks, progress } = facts
  const { library, period } = shown
  const open = openTasks(tasks, progress, library)
  return [
    ...latenessLines(shown),
    say(
      line(bold(`${periodName(period.id)}: ${headline(facts, open)}`)),
      line(numbers(open)),
      owingList(facts, library),
      line(newsInShort(facts.news)),
    ),
    small(
      "In the thread: what is new, and everybody's list with its buttons. Who has something open is reminded once a week.",
    ),
  ]
}

function headline(facts: InsightFacts, open: Task[]): string {
  const all = facts.tasks.length
  if (open.length === 0) return allSeenTo(facts)
  const things = open.length < all ? `${open.length} of ${all} things` : counted(all, 'thing')
  return `${things} to do${forWhomUntil(open, facts)}.`
}

/** "5 entries to confirm (2 stale), 3 personas short of research, 4 questions open." */
function numbers(open: Task[]): string {
  const of = <T extends Matter['to']>(to: T) =>
    open.flatMap(({ matter }) => (matter.to === to ? [matter as Extract<Matter, { to: T }>] : []))
  const entries = of('confirm').flatMap((each) => each.entries)
  const stale = entries.filter((each) => each.stale).length
  const short = of('research').flatMap((each) => each.personas).length
  const questions = of('answer').flatMap((each) => each.questions).length
  const said = [
    ...(entries.length > 0
      ? [`${counted(entries.length, 'entry', 'entries')} to confirm${staleWords(stale, entries.length)}`]
      : []),
    ...(short > 0 ? [`${counted(short, 'persona')} short of research`] : []),
    ...(questions > 0 ? [`${counted(questions, 'question')} without an answer`] : []),
  ]
  return said.length === 0
    ? 'Every entry is confirmed, every persona has its research, and no question waits.'
    : `${inWords(said)}.`
}

const piecesOf = ({ evidence }: News): number => evidence.reduce((sum, { count }) => sum + count, 0)

function newsInShort(news: News): string {
  const said = [
    ...(piecesOf(news) > 0 ? [`${counted(piecesOf(news), 'piece')} of evidence`] : []),
    ...(news.voices > 0 ? [counted(news.voices, 'voice')] : []),
    ...(news.questions.answered > 0
      ? [`${counted(news.questions.answered, 'answer')} to open questions`]
      : []),
    ...(news.flags.settled > 0 ? [`${counted(news.flags.settled, 'flag')} settled`] : []),
  ]
  return said.length === 0 ? 'Nothing new came in.' : `New: ${inWords(said)}.`
}

function newsBlocks(news: News, period: string): Block[] {
  const { evidence, voices, questions, flags, verdicts } = news
  const methods = evidence.map(({ method, count }) => `${method.replaceAll('-', ' ')} ${count}`)
  const none = 'nothing came in: no evidence, no voices, no questions, no flags, no verdicts.'
  const lines: Span[][] = [
    ...(evidence.length > 0
      ? [[bold(`${counted(piecesOf(news), 'piece')} of evidence`), ` by method: ${inWords(methods, 12)}`]]
      : []),
    ...(voices > 0 ? [[bold(`${counted(voices, 'voice')}`), ' of customers, as somebody heard them']] : []),
    ...pair('Questions without a verified answer', questions.asked, 'asked', questions.answered, 'answered'),
    ...pair('Flags', flags.raised, 'raised', flags.settled, 'settled'),
    ...pair('Verdicts on answers', verdicts.worked, 'worked', verdicts.failed, "didn't"),
  ]
  if (lines.length === 0) return [say(line(bold(`${periodName(period)}: `), none))]
  return [say(...listed(`What ${periodName(period)} brought`, lines))]
}

const pair = (what: string, a: number, as: string, b: number, bs: string): Span[][] =>
  a + b === 0 ? [] : [[bold(what), `: ${a} ${as}, ${b} ${bs}`]]
