import { z } from 'zod'
import { listedAgain } from '#bot/actions/listed-again.ts'
import { message } from '#bot/slack/message.ts'
import { confirmedMany, verifyManyForm } from '#bot/views/still-true.ts'
import { recordRefusal } from '#src/board/refusal.ts'
import { verifyEntries } from '#src/freshness/verify.ts'
import { entryKey } from '#src/knowledge/entry.ts'
import { modal, type Verdict } from './modal.ts'

const TICK_ONE = 'Tick what still holds, or close this: nothing is changed then.'

/** `objection/too-expensive@3`: an entry in the version that its boxes were ticked for. */
const box = z.templateLiteral([z.string().regex(/^[^/@]+\/[^/@]+$/), '@', z.number().int()])

const ticked = z
  .record(z.string(), z.array(box).optional())
  .transform((blocks) => Object.values(blocks).flatMap((boxes) => boxes ?? []))

/** Confirms many entries in one go. */
export const verifyMany = modal({
  name: 'verify-many',
  asks: 'verify',
  about: z.object({ run: z.string().optional() }),
  values: ticked,
  form: verifyManyForm,
  check: ({ values }): Promise<Verdict> =>
    Promise.resolve(
      values.length > 0 ? { verdict: 'take' } : { verdict: 'mend', errors: { 'entries-0': TICK_ONE } },
    ),
  async run({ about, values }, pressed, ctx) {
    const { asker } = pressed
    const memberId = asker.outsider ? undefined : asker.member?.id
    const verified = await verifyEntries(ctx.db, values.map(seenOf), memberId, pressed.at)
    for (const each of verified)
      if (each.outcome === 'not yours')
        await recordRefusal(ctx.db, asker, { action: 'verify', subject: entryKey(each) }, ctx.now())
    return [
      ...(await listedAgain(about.run, ctx)),
      { to: 'asker', message: message(confirmedMany(verified, ctx.zone)) },
    ]
  },
})

function seenOf(ticked: string) {
  const [key = '', version] = ticked.split('@')
  const [kind = '', slug = ''] = key.split('/')
  return { kind, slug, version: Number(version) }
}
