import type { Transaction } from '#src/db/connect.ts'
import type { Fault } from '#src/knowledge/fault.ts'
import { KINDS } from '#src/knowledge/kinds.ts'
import type { FileEntry } from '#src/knowledge/read-folder.ts'
import { findEntries } from '#src/knowledge/store.ts'
import type { KpiBody } from './kpi.ts'

/** What is wrong with targets that their own text doesn't tell: a value that their KPI can't have, a persona that it isn't for. */
export async function targetFaults(tx: Transaction, entries: FileEntry[]): Promise<Fault[]> {
  const targets = entries.filter(({ kind, content }) => kind === 'target' && content.status !== 'retired')
  if (targets.length === 0) return []
  const given = new Map(entries.flatMap((each) => (each.kind === 'kpi' ? [[each.slug, each] as const] : [])))
  const wanted = targets.map((each) => KINDS.target.read(each.content.body).body.kpi)
  const there = await findEntries(
    tx,
    wanted.map((slug) => ({ kind: 'kpi', slug })),
  )
  return targets.flatMap((each) => {
    const { body } = KINDS.target.read(each.content.body)
    const said = given.get(body.kpi)?.content.body ?? there.get(`kpi/${body.kpi}`)?.body
    return said ? faultsIn(each, body, KINDS.kpi.read(said).body) : []
  })
}

type TargetBody = ReturnType<typeof KINDS.target.read>['body']

function faultsIn({ file }: FileEntry, { value, persona }: TargetBody, kpi: KpiBody): Fault[] {
  const at = (path: string, found: string, expected: string): Fault => ({
    ...{ file: file.file, line: file.lineOf([path]), path, found, expected },
  })
  const faults: Fault[] = []
  // Net revenue retention is a share above 1; none is above 5.
  if (kpi.unit === 'share' && (value < 0 || value > 5))
    faults.push(at('value', String(value), 'a share such as 0.95, which is 95 %'))
  if (kpi.unit !== 'points' && kpi.unit !== 'share' && value < 0)
    faults.push(at('value', String(value), 'a number from 0 on'))
  if (kpi.personas.length > 0 && !kpi.personas.includes(persona))
    faults.push(at('persona', persona, `a persona that this KPI is for: ${kpi.personas.join(', ')}`))
  return faults
}
