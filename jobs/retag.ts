import { z } from 'zod'
import { isThere } from '#src/members/member.ts'
import { retagAll } from '#src/tags/retag.ts'
import { job } from './job.ts'

/** Every morning: what the tag rules say of all accounts. Nobody is written to: what is in doubt is in their digest. */
export const retag = job({
  name: 'retag',
  title: 'Tags by rules',
  does: 'asks the tag rules about every account again, and lists whose persona is in doubt',
  schedule: { every: 'day', about: 'this', on: { day: 1 }, at: '06:00' },
  async scopes(ctx) {
    const { members } = await ctx.readLibrary()
    const there = [...members.values()].filter(isThere)
    const owner =
      there.find(({ roles }) => roles.includes('persona-owner')) ??
      there.find(({ roles }) => roles.includes('admin'))
    return owner ? [{ id: 'accounts', reader: { member: owner.handle } }] : []
  },
  async lookUp(_asked, ctx) {
    const round = await retagAll(ctx)
    ctx.log.info(round, 'Accounts were tagged by rules')
  },
  facts: z.object({}),
  compute: () =>
    Promise.resolve({ found: 'nothing', because: 'tags are in /persona who and /persona reconcile' }),
  report: () => [],
})
