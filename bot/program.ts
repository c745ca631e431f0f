import { setTimeout as wait } from 'node:timers/promises'
import { startClock } from '#jobs/clock.ts'
import type { Context } from '#src/context.ts'
import type { Database } from '#src/db/connect.ts'
import type { OpenDatabase } from '#src/db/open.ts'
import type { Env } from '#src/env.ts'
import { causeOf } from '#src/errors.ts'
import { followLibrary } from '#src/knowledge/library.ts'
import type { Log } from '#src/log.ts'
import { releaseLeases } from '#src/requests/store.ts'
import { releaseRunLeases } from '#src/runs/store.ts'
import { readSetting, seedSettings } from '#src/settings/store.ts'
import { createApp } from './app.ts'
import { lendJobs } from './lend-jobs.ts'
import { resumeAbandoned } from './requests/resume.ts'
import { createService } from './requests/serve.ts'
import { settableClock } from './sandbox/clock.ts'
import { checkSlack, checkTeam, type Installed } from './slack/check-slack.ts'
import { createClient, createWire } from './slack/client.ts'
import { rotatingToken, rotationOf } from './slack/rotating-token.ts'
import { wantsSlack } from './slack/wants-slack.ts'
import { startStandIn } from './stand-in.ts'

/** How long what was begun may take to finish after a stop was asked for. */
const FINISH_WITHIN_MS = 8000
/** What is due looks for itself once whoever waited for the start has an answer. */
const FIRST_QUESTION_MS = 2000

/** Answers and keeps the clock until it is told to stop. With Slack's tokens the database is opened once they are right. */
export async function runProgram(
  settings: Env,
  log: Log,
  openDatabase: () => Promise<OpenDatabase>,
): Promise<void> {
  const { installed, database } = await openAll(settings, log, openDatabase)
  const time = settableClock()
  const lent = lendJobs(time)
  const ctx = {
    db: database.db,
    readLibrary: followLibrary(database.db),
    log,
    now: () => Temporal.Instant.fromEpochMilliseconds(time.now()),
    zone: settings.TZ_TEAM,
    currency: settings.CURRENCY,
    connections: settings.connections,
  }
  const place = installed
    ? await enterSlack(settings, installed, database.db)
    : await enterStandIn(settings, database, log, lent)
  await seedSettings(ctx.db, place.env, ctx.now())
  if (database.owner) {
    await releaseLeases(ctx.db, ctx.now())
    await releaseRunLeases(ctx.db)
  }
  const wire = createWire(place.installed.tokens ?? place.installed.botToken, place.env.SLACK_API_URL, log)
  const boardChannel = () => readSetting(ctx.db, 'board-channel')
  const service = createService(ctx, wire, { boardChannel })
  const app = createApp(place.env, place.installed, service, log)
  await app.start()
  const events = await takeEvents(ctx, settings.EVENTS_PORT)
  const stopResuming = resumeAbandoned(service, ctx)
  const clock = startClock(ctx, wire, { beginAfterMs: FIRST_QUESTION_MS })
  lent.handOver(clock)
  process.stdout.write(`${place.welcome}\n`)
  if (events) process.stdout.write(`Events are taken in on port ${events.port}.\n`)
  let stopping = false
  place.fill().catch((error: unknown) => {
    if (!stopping)
      log.error({ cause: causeOf(error) }, "The demo company's customers could not be brought in")
  })
  onStop(async () => {
    stopping = true
    stopResuming()
    await app.stop()
    await events?.close()
    await Promise.race([Promise.all([service.idle(), clock.stop()]), wait(FINISH_WITHIN_MS)])
    await place.close()
    await database.close()
  })
}

/** Where no port is set nothing is taken in, and what takes it in is not loaded. */
async function takeEvents(ctx: Context, port: number | undefined) {
  if (port === undefined) return undefined
  const { serveEvents } = await import('#src/signals/serve-events.ts')
  return await serveEvents(ctx, port)
}

/** A token that expires is kept in the database; one that stays is looked at before anything is opened. */
async function openAll(
  settings: Env,
  log: Log,
  openDatabase: () => Promise<OpenDatabase>,
): Promise<{ installed: Installed | undefined; database: OpenDatabase }> {
  const rotation = rotationOf(settings)
  if (rotation === undefined) {
    const installed = wantsSlack(settings) ? await checkSlack(settings, log) : undefined
    return { installed, database: await openDatabase() }
  }
  const database = await openDatabase()
  const tokens = rotatingToken({ db: database.db, rotation, apiUrl: settings.SLACK_API_URL, log })
  return { installed: await checkSlack(settings, log, tokens), database }
}

type Place = {
  env: Env
  installed: Installed
  welcome: string
  /** What may come in once the first question can be answered. */
  fill: () => Promise<void>
  close: () => Promise<void>
}

async function enterSlack(env: Env, installed: Installed, db: Database): Promise<Place> {
  await checkTeam(db, installed.teamId)
  const way = env.SLACK_APP_TOKEN ? 'over Socket Mode' : `over HTTP on port ${env.PORT}`
  const welcome = `Dramatis answers in the Slack team ${installed.teamId} ${way}.`
  return { env, installed, welcome, fill: async () => {}, close: async () => {} }
}

/** Without tokens: a workspace on this machine. */
async function enterStandIn(
  settings: Env,
  database: { db: Database; url: string },
  log: Log,
  { clock, jobs }: ReturnType<typeof lendJobs>,
): Promise<Place> {
  const { sandbox, env, fill } = await startStandIn(settings, database, log, { clock, jobs })
  const me = await createClient(sandbox.botToken, sandbox.apiUrl, log).auth.test()
  const installed = {
    botToken: sandbox.botToken,
    botId: me.bot_id ?? '',
    botUserId: me.user_id ?? '',
    teamId: me.team_id ?? '',
  }
  const welcome = `No Slack tokens are set, so here is a workspace of your own to try Dramatis in:\n\n  ${sandbox.pageUrl}\n`
  return { env, installed, welcome, fill, close: () => sandbox.close() }
}

function onStop(stop: () => Promise<void>): void {
  let stopping = false
  const once = () => {
    if (stopping) return
    stopping = true
    void stop().then(() => process.exit(0))
  }
  process.on('SIGINT', once)
  process.on('SIGTERM', once)
}
