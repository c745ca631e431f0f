import type { Choice } from '#bot/slack/form.ts'
import { ACCOUNTS_MENU } from '#bot/views/heard-form.ts'
import { accountsLike } from '#src/accounts/find-account.ts'
import type { Context } from '#src/context.ts'

const MOST = 20

/** The menus that look something up as somebody types, by name. */
export const MENUS: Record<string, (typed: string, ctx: Context) => Promise<Choice[]>> = {
  async [ACCOUNTS_MENU](typed, { db }) {
    const accounts = await accountsLike(db, typed, MOST)
    return accounts.map(({ id, name }) => ({ text: name, value: id }))
  },
}
