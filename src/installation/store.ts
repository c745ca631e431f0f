import type { Database } from '#src/db/connect.ts'

/** What this database belongs to. */
export type Installation = { slackTeamId: string | undefined; demo: boolean }

export async function readInstallation(db: Database): Promise<Installation> {
  const row = await db.installation.findUniqueOrThrow({ where: { id: 1 } })
  return { slackTeamId: row.slackTeamId ?? undefined, demo: row.demo }
}

/** Binds the database to a Slack team, if it is bound to none. Returns the team that it is bound to. */
export async function bindTeam(db: Database, teamId: string): Promise<string | undefined> {
  await db.installation.updateMany({ where: { id: 1, slackTeamId: null }, data: { slackTeamId: teamId } })
  return (await readInstallation(db)).slackTeamId
}

/** Marks the knowledge in this database as the demo company's. */
export async function markDemo(db: Database): Promise<void> {
  await db.installation.update({ where: { id: 1 }, data: { demo: true } })
}
