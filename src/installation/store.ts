import type { Database } from '#src/db/connect.ts'

/** What this database belongs to. */
export type Installation = { slackTeamId: string | undefined; demo: boolean }

export async function readInstallation(db: Database): Promise<Installation> {
  const row = await db.installation.findUniqueOrThrow({ where: { id: 1 } })
  return { slackTeamId: row.slackTeamId ?? undefined, demo: row.demo }
}

/**
 * Binds the database to a Slack team, if it is bound to none, and forgets what a rehearsal in the stand-in workspace
 * left: its channels, people and posts are not this team's. Returns the team that the database is bound to.
 */
export async function bindTeam(db: Database, teamId: string): Promise<string | undefined> {
  await db.$transaction(async (tx) => {
    const unbound = { id: 1, slackTeamId: null }
    const { count } = await tx.installation.updateMany({ where: unbound, data: { slackTeamId: teamId } })
    if (count === 0) return
    await tx.post.deleteMany()
    await tx.slackIdentity.deleteMany({ where: { teamId: { not: teamId } } })
    await tx.setting.deleteMany({ where: { key: 'board-channel' } })
  })
  return (await readInstallation(db)).slackTeamId
}

/** Marks the knowledge in this database as the demo company's. */
export async function markDemo(db: Database): Promise<void> {
  await db.installation.update({ where: { id: 1 }, data: { demo: true } })
}
