import { type Block, buttons, listed, say } from '#bot/slack/blocks.ts'
import { bold, line, type Span } from '#bot/slack/text.ts'
import type { Departure } from '#src/freshness/departure.ts'
import type { Library } from '#src/knowledge/library.ts'
import { roleName } from './board.ts'
import { whatSpans } from './due.ts'
import { functionName, personName } from './names.ts'
import { counted, firstFew, inWords } from './reading.ts'
import { openButton } from './still-true.ts'

const MOST = 6
const BUTTONS = 5

/** "Jonas Feldt is no longer in Slack. 12 entries came to you." To whoever owns the personas. */
export function departureReport(departure: Departure, library: Library): Block[] {
  const { name, told, handed } = departure
  const yours = handed.filter(({ to }) => told !== undefined && to.includes(told))
  const others = handed.filter((each) => !yours.includes(each))
  const toWhom = (to: string[]) => inWords(to.map((handle) => personName(library, handle) ?? handle))
  return [
    say(
      line(bold([`${name} is no longer in Slack.`, ...cameTo(yours.length, others.length)].join(' '))),
      ...dutyLines(departure, library).map((each) => line(each)),
      ...listed('Yours now', firstFew(yours, MOST, whatSpans)),
      ...listed(
        'With deputies',
        firstFew(others, MOST, ({ to, ...each }): Span[] => [...whatSpans(each), `: ${toWhom(to)}`]),
      ),
    ),
    ...(handed.length > 0 ? [buttons([...yours, ...others].slice(0, BUTTONS).map(openButton))] : []),
  ]
}

function cameTo(yours: number, others: number): string[] {
  if (yours + others === 0) return []
  const deputies = `${counted(others, 'entry', 'entries')} went to deputies.`
  if (yours === 0) return [deputies]
  const mine = `${counted(yours, 'entry', 'entries')} came to you`
  return [others === 0 ? `${mine}.` : `${mine}; ${deputies}`]
}

/** What became of what they did on the board, and what nobody does now. */
function dutyLines(
  { roles, voiceless, sponsorless, deputyFor, told }: Departure,
  library: Library,
): string[] {
  const who = (handle: string) => (handle === told ? 'You' : (personName(library, handle) ?? handle))
  const takers = [...Map.groupBy(roles, ({ to }) => to)].map(
    ([to, some]) => `${who(to)} now: ${inWords(some.map(({ role }) => roleName(role).toLowerCase()))}.`,
  )
  return [
    ...takers,
    ...(voiceless === undefined
      ? []
      : [`${functionName(voiceless)} has no voice on the board now: /persona board adds somebody.`]),
    ...(sponsorless ? ['There is no sponsor now: until there is, an admin answers a block.'] : []),
    ...(deputyFor.length > 0
      ? [
          `They were to stand in for ${inWords(deputyFor.map((handle) => personName(library, handle) ?? handle))}.`,
        ]
      : []),
  ]
}
