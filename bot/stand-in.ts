import { readFile } from 'node:fs/promises'
import { parse } from 'yaml'
import { seedDemo } from '#prisma/seed-demo.ts'
import type { Database } from '#src/db/connect.ts'
import type { Env } from '#src/env.ts'
import { causeOf, UserError } from '#src/errors.ts'
import type { Log } from '#src/log.ts'
import type { KnownMember } from '#src/members/member.ts'
import { membersSince } from '#src/members/store.ts'
import { appFromManifest } from './sandbox/manifest.ts'
import { type Sandbox, startSandbox } from './sandbox/server.ts'
import { functionName } from './views/names.ts'

/** Without Slack tokens: a workspace of our own, with the people of the knowledge base, the demo company's if it is empty. */
export async function startStandIn(
  env: Env,
  db: Database,
  log: Log,
): Promise<{ sandbox: Sandbox; env: Env }> {
  await seedDemo(db, Temporal.Now.instant(), env.TZ_TEAM)
  const members = await membersSince(db, -1n)
  const manifest = await readFile(new URL('../manifest.yml', import.meta.url), 'utf8')
  const sandbox = await startSandbox({
    app: appFromManifest(parse(manifest)),
    people: [...members.map(personOf), GUEST],
    channels: channelsFor(members),
    port: env.PORT,
    onFailure: (error) => log.error({ cause: causeOf(error) }, 'The stand-in workspace failed'),
  }).catch((error: unknown) => {
    throw new UserError(`The page can't be served on port ${env.PORT} (${causeOf(error)}): set another PORT.`)
  })
  const { botToken, appToken, apiUrl } = sandbox
  const tokens = {
    SLACK_BOT_TOKEN: botToken,
    SLACK_APP_TOKEN: appToken,
    SLACK_API_URL: apiUrl,
    BOARD_CHANNEL: undefined,
  }
  return { sandbox, env: { ...env, ...tokens } }
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
      name: 'persona-board',
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
