import type { Block } from '#bot/slack/blocks.ts'
import { deliverKeyed } from '#bot/slack/deliver-keyed.ts'
import { slackUserOf } from '#bot/slack/find-person.ts'
import { message } from '#bot/slack/message.ts'
import { sentence } from '#bot/views/remedy.ts'
import { operatorTrouble, ownerTrouble, recovered } from '#bot/views/trouble.ts'
import { causeOf } from '#src/errors.ts'
import { isThere, type KnownMember, type Role } from '#src/members/member.ts'
import { noteRecovered, noteTold, type Trouble, untoldRecoveries, untoldTroubles } from '#src/runs/streaks.ts'
import type { Job } from './job.ts'
import type { Means } from './run-once.ts'
import { keyOf } from './tell.ts'

/**
 * Tells a failure to whoever can mend it and to whoever waits, once per streak, and that it is over. What can't be
 * told now, since Slack is what fails, is told at a later wake-up.
 */
export async function announce(means: Means): Promise<void> {
  const { ctx } = means
  for (const trouble of await untoldTroubles(ctx.db)) {
    const job = means.jobs.find(({ name }) => name === trouble.job)
    if (job && (await tellTrouble(job, trouble, means))) await noteTold(ctx.db, trouble.id, ctx.now())
  }
  for (const { toldId, ...run } of await untoldRecoveries(ctx.db)) {
    const job = means.jobs.find(({ name }) => name === run.job)
    if (
      job &&
      (await tellAll('recovered', await withRole('admin', means), recovered(job.title, run), run, job, means))
    )
      await noteRecovered(ctx.db, toldId)
  }
}

async function tellTrouble(job: Job, trouble: Trouble, means: Means): Promise<boolean> {
  const admins = await withRole('admin', means)
  const owners = (await withRole('kpi-owner', means)).filter(
    ({ id }) => !admins.some((admin) => admin.id === id),
  )
  const said = { error: sentence(trouble.error ?? ''), over: trouble.over, zone: means.ctx.zone }
  const toAdmins = operatorTrouble(job.title, trouble, said)
  if (!(await tellAll('trouble', admins, toAdmins, trouble, job, means))) return false
  return await tellAll('trouble', owners, ownerTrouble(job.title, trouble), trouble, job, means)
}

async function withRole(role: Role, { ctx }: Means): Promise<KnownMember[]> {
  const members = [...(await ctx.readLibrary()).members.values()]
  return members.filter((member) => isThere(member) && member.roles.includes(role))
}

/** False where Slack could not be reached, so that it is to be told another time. */
async function tellAll(
  what: string,
  people: KnownMember[],
  blocks: Block[],
  run: Trouble,
  job: Job,
  { ctx, wire }: Means,
): Promise<boolean> {
  try {
    for (const person of people) {
      const userId = await slackUserOf(person, ctx.db, wire)
      const key = `${what}/${keyOf(job, run)}/${person.handle}`
      if (userId) await deliverKeyed({ to: 'person', userId, key, message: message(blocks) }, ctx, wire)
    }
    return true
  } catch (error) {
    ctx.log.warn({ run: run.id, cause: causeOf(error) }, 'A failure could not be told')
    return false
  }
}
