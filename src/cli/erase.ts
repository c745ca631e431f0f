import { type Erased, erase } from '#src/erasure/erase.ts'
import type { TerminalCommand } from './command.ts'

/** Whoever wants to be forgotten. */
export const eraseCommand: TerminalCommand = {
  name: 'erase',
  asks: 'erase',
  takes: 'ID',
  does: 'removes what is kept about a customer, a contact or a user everywhere, and leaves the numbers',
  words: [1, 1],
  async run({ words: [id = ''] }, { open, print, remark }) {
    const { db, now } = await open()
    const erased = await erase(db, id, { by: 'operator', at: now() })
    if (erased === undefined) return print(`Nothing is kept about ${id}.`)
    print(sayErased(id, erased))
    for (const said of stillThere(erased)) remark(said)
  },
}

const count = (number: number): string => number.toLocaleString('en')

function sayErased(id: string, { pseudonym, rows, details }: Erased): string {
  const tables = [...rows].map(([table, changed]) => `${count(changed)} rows of ${table}`).join(', ')
  const trail = details > 0 ? ` and the details of ${count(details)} records of the audit trail` : ''
  return `Erased ${id} from ${tables || 'no table'}${trail}: the numbers stay, under ${pseudonym}.`
}

/** What is out of our hands, or nobody's to change. */
function stillThere({ left }: Erased): string[] {
  return [
    'Not reached: messages that stand in Slack, files, backups, and sources that still give it: take it out there, or the next import brings it back.',
    ...(left.subjects > 0
      ? [
          `${count(left.subjects)} records of the audit trail have its id as their subject, which nothing can change.`,
        ]
      : []),
    ...(left.entries.length > 0
      ? [
          `Named in what the company wrote down, whose versions stay: ${left.entries.slice(0, 10).join(', ')}.`,
        ]
      : []),
  ]
}
