import { exportCustomer } from '#src/erasure/export-customer.ts'
import { UserError } from '#src/errors.ts'
import type { TerminalCommand } from './command.ts'

/** Whoever wants to know what is kept about them. */
export const exportCustomerCommand: TerminalCommand = {
  name: 'export-customer',
  asks: 'nothing',
  takes: 'ID',
  does: 'writes everything that is kept about a customer, a contact or a user, as JSON',
  words: [1, 1],
  async run({ words: [id = ''] }, { open, write }) {
    const kept = await exportCustomer((await open()).db, id)
    if (kept === undefined) throw new UserError(`Nothing is kept about ${id}.`)
    await write(`${JSON.stringify({ id, ...kept }, null, 2)}\n`)
  },
}
