import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import type { SeedOrder } from '#prisma/seed-customers-process.ts'
import { showAgain } from '#src/board/store.ts'
import type { Database } from '#src/db/connect.ts'
import type { Env } from '#src/env.ts'
import { causeOf, UserError } from '#src/errors.ts'
import { readInstallation } from '#src/installation/store.ts'
import { followLibrary } from '#src/knowledge/library.ts'
import type { Log } from '#src/log.ts'
import type { KnownMember } from '#src/members/member.ts'
import { membersSince } from '#src/members/store.ts'
import { forgetPosts } from '#src/posts/store.ts'
import { greet } from './greet.ts'
import { appFromManifest } from './sandbox/manifest.ts'
import { sandboxPage } from './sandbox/page/index.ts'
import { type Sandbox, type SandboxOptions, startSandbox } from './sandbox/server.ts'
import { createWire } from './slack/client.ts'
import { functionName } from './views/names.ts'

/** Without Slack tokens: a workspace of our own, with the people of the knowledge base, the demo company's if it is empty. */
export async function startStandIn(
  env: Env,
  { db, url }: { db: Database; url: string },
  log: Log,
  lent: Partial<SandboxOptions>,
): Promise<StandIn> {
  const began = Temporal.Now.instant()
  if ((await db.entry.count()) === 0) await found(db, began, env.TZ_TEAM)
  const { demo } = await readInstallation(db)
  await forgetPosts(db)
  await showAgain(db)
  const onFailure = (error: unknown) => log.error({ cause: causeOf(error) }, 'The stand-in workspace failed')
  const sandbox = await startWorkspace(db, { ...lent, port: env.PORT, onFailure }).catch((error: unknown) => {
    throw new UserError(`The page can't be served on port ${env.PORT} (${causeOf(error)}): set another PORT.`)
  })
  const { botToken, appToken, apiUrl } = sandbox
  const now = () => Temporal.Instant.fromEpochMilliseconds(sandbox.workspace.clock.now())
  const ctx = { db, readLibrary: followLibrary(db), log, now, zone: env.TZ_TEAM, currency: env.CURRENCY }
  await greet(sandbox, ctx, createWire(botToken, apiUrl, log))
  const tokens = {
    SLACK_BOT_TOKEN: botToken,
    SLACK_APP_TOKEN: appToken,
    SLACK_API_URL: apiUrl,
    BOARD_CHANNEL: channelNamed(BOARD, sandbox),
  }
  const fill = async () => {
    await wait(FIRST_QUESTION_MS)
    if (demo) await seedApart({ url, now: began.toString(), zone: env.TZ_TEAM })
  }
  return { sandbox, env: { ...env, ...tokens }, fill }
}

/** The demo company, loaded where there is no other. */
async function found(db: Database, now: Temporal.Instant, zone: string): Promise<void> {
  const { seedDemo } = await import('#prisma/seed-demo.ts')
  await seedDemo(db, now, zone)
}

/** `fill` brings in the demo company's customers, which take longer than the first question may wait for. */
type StandIn = { sandbox: Sandbox; env: Env; fill: () => Promise<void> }

const FIRST_QUESTION_MS = 1500
const SEED_CUSTOMERS = fileURLToPath(new URL('../prisma/seed-customers-process.ts', import.meta.url))

async function seedApart(order: SeedOrder): Promise<void> {
  const child = spawn(process.execPath, [SEED_CUSTOMERS], { stdio: ['pipe', 'ignore', 'inherit'] })
  child.stdin.end(JSON.stringify(order))
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`The process that simulates them ended with ${code}.`)
}

/** A workspace in which the people of the knowledge base work, with the app as its manifest describes it. */
export async function startWorkspace(db: Database, options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  const members = await membersSince(db, -1n)
  const manifest = await readFile(new URL('../manifest.yml', import.meta.url), 'utf8')
  return await startSandbox({
    app: appFromManifest(parse(manifest)),
    people: [...members.map(personOf), GUEST],
    channels: channelsFor(members),
    pages: [sandboxPage()],
    ...options,
  })
}

/** The channel in which the board decides. */
export const BOARD = 'persona-board'

export function channelNamed(name: string, { workspace }: Sandbox): string | undefined {
  return [...workspace.channels.values()].find((channel) => channel.name === name)?.id
}

const GUEST = { name: 'Gita Holm', handle: 'gita', title: 'Dispatcher at a customer', guest: true }

function personOf({ handle, name, email, function: team, roles, slack }: KnownMember) {
  const title = [team && functionName(team), ...roles.map((role) => role.replace('-', ' '))]
    .filter(Boolean)
    .join(', ')
  return {
    handle,
    name,
    title,
    ...(email && { email }),
    ...(team && { function: team }),
    ...(slack && { id: slack }),
  }
}

function channelsFor(members: KnownMember[]) {
  const board = members
    .filter(({ roles }) => roles.some((role) => role !== 'rep'))
    .map(({ handle }) => handle)
  return [
    { name: 'sales', topic: 'Deals and how they go' },
    {
      name: BOARD,
      topic: 'What we decide about our personas',
      ...(board.length > 0 && { members: board }),
    },
    {
      name: 'customer-room',
      topic: 'Shared with a customer: a guest reads along',
      members: [...members.map(({ handle }) => handle), 'gita'],
    },
    { name: 'random', topic: 'Dramatis is not in here', app: false },
  ]
}
