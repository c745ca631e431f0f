import { type Block, buttons, listed, say } from '#bot/slack/blocks.ts'
import { bold, line, type Span } from '#bot/slack/text.ts'
import type { Departure } from '#src/freshness/departure.ts'
import type { Library } from '#src/knowledge/library.ts'
import { whatSpans } from './due.ts'
import { personName } from './names.ts'
import { counted, firstFew, inWords } from './reading.ts'
import { openButton } from './still-true.ts'

const MOST = 6
const BUTTONS = 5

/** "Jonas Feldt is no longer in Slack. 12 entries came to you." To whoever owns the personas. */
export function departureReport({ name, told, handed }: Departure, library: Library): Block[] {
  const yours = handed.filter(({ to }) => told !== undefined && to.includes(told))
  const others = handed.filter((each) => !yours.includes(each))
  const toWhom = (to: string[]) => inWords(to.map((handle) => personName(library, handle) ?? handle))
  return [
    say(
      line(bold(`${name} is no longer in Slack. ${cameTo(yours.length, others.length)}`)),
      ...listed('Yours now', firstFew(yours, MOST, whatSpans)),
      ...listed(
        'With deputies',
        firstFew(others, MOST, ({ to, ...each }): Span[] => [...whatSpans(each), `: ${toWhom(to)}`]),
      ),
    ),
    buttons([...yours, ...others].slice(0, BUTTONS).map(openButton)),
  ]
}

function cameTo(yours: number, others: number): string {
  const deputies = `${counted(others, 'entry', 'entries')} went to deputies.`
  if (yours === 0) return deputies
  const mine = `${counted(yours, 'entry', 'entries')} came to you`
  return others === 0 ? `${mine}.` : `${mine}; ${deputies}`
}
