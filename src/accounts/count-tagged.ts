import type { Database } from '#src/db/connect.ts'

/** How many customers are tagged with each of these personas today; those whose time is over don't count. */
export async function countTagged(db: Database, personas: string[]): Promise<Map<string, number>> {
  if (personas.length === 0) return new Map()
  const rows = await db.account.groupBy({
    by: ['persona'],
    where: { persona: { in: personas }, endedOn: null },
    _count: true,
  })
  return new Map(rows.map(({ persona, _count }) => [persona ?? '', _count]))
}
