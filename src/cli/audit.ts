import { verifyAudit } from '#src/audit/store.ts'
import { UsageError, UserError } from '#src/errors.ts'
import type { TerminalCommand } from './command.ts'

export const audit: TerminalCommand = {
  name: 'audit',
  takes: 'verify',
  does: 'follows the audit trail and says whether anything in it was changed',
  words: [1, 1],
  async run({ words: [what] }, { open, print }) {
    if (what !== 'verify') throw new UsageError('Usage: npm run -s dramatis -- audit verify')
    const { db } = await open()
    const verified = await verifyAudit(db)
    if ('brokenAt' in verified)
      throw new UserError(
        `The audit trail is broken at record ${verified.brokenAt}: it was changed or something is missing there.`,
      )
    print(`The audit trail is whole: ${verified.rows} records, head ${verified.head || '(none yet)'}.`)
  },
}
