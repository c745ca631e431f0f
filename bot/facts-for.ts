import type { Context } from '#src/context.ts'
import { readLeads } from '#src/leads/store.ts'
import { negativeView } from './views/negative.ts'
import type { Reading } from './views/reading.ts'
import type { Shown } from './views/view.ts'

/** What an answer tells besides knowledge, read when it is shown and for those alone that tell it. */
export const factsFor = async (
  { view }: Shown,
  { db }: Pick<Context, 'db'>,
): Promise<Pick<Reading, 'leads'>> => (view === negativeView.name ? { leads: await readLeads(db) } : {})
