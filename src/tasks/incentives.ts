import { firstWith } from '#src/freshness/answerable.ts'
import { entriesOf, type Library } from '#src/knowledge/library.ts'
import { isThere, type TeamFunction } from '#src/members/member.ts'
import { type Task, taskId } from './task.ts'

/** Those whose people are often paid by a number. */
const PAID_BY_NUMBERS: TeamFunction[] = ['sales', 'marketing', 'customer-success', 'support', 'product']

/**
 * The quarterly audit of incentives against the KPIs of the personas, as a checklist: each function's by who speaks
 * for it on the board, beside the whole, which is with whoever answers for the numbers.
 */
export function incentiveAudits(library: Library): Task[] {
  if (entriesOf(library, 'persona').length === 0) return []
  const { members } = library
  const whole = firstWith('kpi-owner', members)?.handle
  const board = [...members.values()]
    .filter((member) => isThere(member) && member.roles.includes('board') && member.handle !== whole)
    .toSorted((a, b) => a.name.localeCompare(b.name))
  return PAID_BY_NUMBERS.flatMap((team) => {
    const speaker = board.find((member) => member.function === team)
    if (!speaker) return []
    const id = taskId('incentives', speaker.handle)
    return [{ id, owner: speaker.handle, matter: { to: 'incentives' as const, function: team } }]
  })
}
