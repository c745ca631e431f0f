import { type Block, buttons, say, small } from '#bot/slack/blocks.ts'
import { message } from '#bot/slack/message.ts'
import { bold, line } from '#bot/slack/text.ts'
import type { OwnerWeek } from '#src/refresh/digest.ts'
import type { QuietDays } from '#src/rhythm/digest-time.ts'
import { dayName } from '#src/runs/period.ts'
import { type DigestItem, digestItems } from './digest-items.ts'
import { isConfirmed } from './due-list.ts'
import { personName } from './names.ts'
import { oneScreen } from './one-screen.ts'
import { firstName } from './proposal-text.ts'
import { counted, inWords } from './reading.ts'
import { allStillTrueButton } from './still-true.ts'
import { type Listing, latenessLines, type Post } from './telling.ts'

/** So many have buttons of their own, where a phone's screen holds them; the others are counted, behind Show. */
const WAYS: [number, ...number[]] = [5, 4, 3, 2, 1]
/** As many as a message holds, with a line and a row of buttons each. */
const MOST = 22

/** "Your week, Mina. 2 things need you, 3 can wait." */
export function ownerDigest(week: OwnerWeek, telling: Listing): Post[] {
  const items = digestItems(week, telling)
  const head = [...latenessLines(telling), ...headline(items, week, telling)]
  const blocks = oneScreen(WAYS, (most) => [...head, ...body(items, most, week, telling)])
  return [{ message: message(blocks) }]
}

/** All of it, for the one whose week it is. */
export function wholeWeek(week: OwnerWeek, telling: Listing): Block[] {
  const items = digestItems(week, telling)
  return [...headline(items, week, telling), ...body(items, MOST, week, telling)]
}

function headline(items: DigestItem[], { quiet, votes }: OwnerWeek, { library, scope }: Listing): Block[] {
  const now = items.filter((item) => item.urgent).length
  const later = items.length - now
  const name = firstName(personName(library, scope) ?? '')
  return [
    ...(quiet ? [small(`You wanted quiet ${daysOf(quiet)}: this is what waited.`)] : []),
    say(
      line(
        bold(
          `Your week, ${name}. ${needs(votes.length, now - votes.length)}${later > 0 ? `, ${later} can wait` : ''}.`,
        ),
      ),
    ),
  ]
}

/** "3 need your vote, 2 things need you" */
function needs(votes: number, others: number): string {
  const vote = votes === 0 ? [] : [`${votes} ${votes === 1 ? 'needs' : 'need'} your vote`]
  const rest = others === 0 ? [] : [`${others} ${others === 1 ? 'thing needs' : 'things need'} you`]
  return [...vote, ...rest].join(', ') || 'Nothing is urgent'
}

function body(items: DigestItem[], most: number, week: OwnerWeek, telling: Listing): Block[] {
  const shown = items.slice(0, most)
  const hidden = items.slice(most)
  const [also, later] = [hidden.filter(({ urgent }) => urgent), hidden.filter(({ urgent }) => !urgent)]
  const entries = [...week.stale, ...week.due]
  const done = entries.filter((each) => isConfirmed(each, telling.library)).map(({ title }) => title)
  const confirmable = items.filter(({ one }) => one === 'stale entry' || one === 'entry due').length
  const all = [
    ...(hidden.length > 0 ? [{ text: 'Show', action: 'digest-show', value: { run: telling.run } }] : []),
    ...(confirmable > 1 ? [allStillTrueButton(telling.scope, telling.run)] : []),
  ]
  return [
    ...shown.flatMap(({ blocks }) => blocks),
    ...(also.length > 0 ? [say(line('Also: ', counts(also), '.'))] : []),
    ...(later.length > 0 ? [say(line('Can wait: ', counts(later), '.'))] : []),
    ...(done.length > 0 ? [small(`✓ Confirmed: ${inWords(done)}`)] : []),
    ...(all.length > 0 ? [buttons(all)] : []),
  ]
}

/** "2 stale entries, 1 flag" */
const counts = (items: DigestItem[]): string =>
  [...Map.groupBy(items, ({ one }) => one)]
    .map(([one, those]) => counted(those.length, one, those[0]?.many))
    .join(', ')

/** "from 4 Nov 2026 to 9 Nov 2026" */
const daysOf = ({ from, to }: QuietDays): string =>
  `from ${dayName(Temporal.PlainDate.from(from))} to ${dayName(Temporal.PlainDate.from(to))}`

/** Why a week brings nothing, for the run log. */
export const quietWords = (quiet: QuietDays): string => `its reader wants quiet ${daysOf(quiet)}`

export const notYourWeek = (): Block[] => [
  say(
    line(
      "This is somebody else's week. Yours comes to your own messages, and Home shows what waits for you.",
    ),
  ),
]

export const nothingWaits = (): Block[] => [say(line('All of it is done: nothing waits for you.'))]
