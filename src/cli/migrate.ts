import { migrateDatabase } from '#src/db/open.ts'
import type { TerminalCommand } from './command.ts'

export const migrate: TerminalCommand = {
  name: 'migrate',
  asks: 'migrate',
  takes: '',
  does: 'brings the database to the form that this version needs',
  words: [0, 0],
  async run(_typed, { env, print }) {
    const applied = await migrateDatabase(env)
    print(applied.length === 0 ? 'The database is up to date.' : `Applied ${applied.join(', ')}.`)
  },
}
