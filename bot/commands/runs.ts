import type { Block } from '#bot/slack/blocks.ts'
import { type ClockShown, clockStory, jobStory, onlyBoardSeesRuns } from '#bot/views/clock-story.ts'
import type { Context } from '#src/context.ts'
import type { Library } from '#src/knowledge/library.ts'
import { allows } from '#src/members/authority.ts'
import type { Asker } from '#src/members/identity.ts'
import type { Role } from '#src/members/member.ts'
import { failingRuns, recentRuns } from '#src/runs/log.ts'
import { plannedJobs } from '#src/runs/planned.ts'
import type { Command } from './command.ts'

type Who = Pick<Asker, 'member'>

/** So many are read; readers for whom the same came of a period share a line. */
const MOST = 150

/** `/persona runs`: what the clock did, what it fails at and what comes next; `/persona runs kpi-review`: of one job. */
export const runs: Command = {
  name: 'runs',
  does: 'what was posted, what comes next',
  examples: ['runs', 'runs kpi-review'],
  verbs: ['runs'],
  takesText: true,
  run: ({ rest }, { asker, library }) => ({
    found: 'records',
    next: [],
    read: async (ctx) => {
      if (!hasRole(asker, library, ['board', 'admin', 'persona-owner'])) return onlyBoardSeesRuns()
      return rest === '' ? clockStory(await readShown(asker, ctx)) : await showJob(rest, asker, ctx)
    },
  }),
}

/** One job as it stands now. */
export async function showJob(named: string, asker: Who, ctx: Context, note?: string): Promise<Block[]> {
  const jobs = await plannedJobs(ctx.db)
  const wanted = plain(named)
  const job =
    jobs.find(({ name, title }) => [plain(name), plain(title)].includes(wanted)) ??
    jobs.find(({ title }) => plain(title).includes(wanted))
  return job
    ? jobStory(job, await readShown(asker, ctx, job.name), note)
    : clockStory(await readShown(asker, ctx), named)
}

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

async function readShown(asker: Who, ctx: Context, job?: string): Promise<ClockShown> {
  const library = await ctx.readLibrary()
  const [recent, failing, jobs] = await Promise.all([
    recentRuns(ctx.db, MOST, job),
    failingRuns(ctx.db, job),
    plannedJobs(ctx.db),
  ])
  const mayAct = mayRunJobs(asker, library)
  return { runs: recent, failing, jobs, library, zone: ctx.zone, mayAct }
}

/** Who may pause a job and try it. */
export const mayRunJobs = (asker: Who, library: Library): boolean =>
  allows(asker.member && library.members.get(asker.member.handle), 'run-jobs')

function hasRole({ member }: Who, { members }: Library, wanted: Role[]): boolean {
  const known = member && members.get(member.handle)
  return known?.roles.some((role) => wanted.includes(role)) ?? false
}
