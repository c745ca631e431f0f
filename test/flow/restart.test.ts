import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { type SandboxClient, sandboxClient } from '#bot/sandbox/client.ts'
import { appFromManifest } from '#bot/sandbox/manifest.ts'
import { type Sandbox, startSandbox } from '#bot/sandbox/server.ts'
import { dramatis, type Program, startProgram } from '#test/support/program.ts'

/** The real program on an embedded database, in a workspace that outlives it. */
let directory: string
let sandbox: Sandbox
let client: SandboxClient
const running: Program[] = []

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'dramatis-restart-'))
  await dramatis(['import', 'prisma/seed'], { DATA_DIR: directory })
  const app = appFromManifest(parse(await readFile('manifest.yml', 'utf8')))
  sandbox = await startSandbox({
    app,
    people: [{ name: 'Sam' }, { name: 'Jonas' }],
    channels: [{ name: 'sales' }],
  })
  client = sandboxClient(sandbox.pageUrl)
})
afterAll(async () => {
  for (const { process: child } of running) child.kill('SIGKILL')
  await sandbox.close()
  await rm(directory, { recursive: true, force: true })
})

async function start(): Promise<Program> {
  const program = startProgram('bot/main.ts', [], {
    DATA_DIR: directory,
    SLACK_BOT_TOKEN: sandbox.botToken,
    SLACK_APP_TOKEN: sandbox.appToken,
    SLACK_API_URL: sandbox.apiUrl,
    LOG_LEVEL: 'silent',
  })
  running.push(program)
  await program.prints(/answers in the Slack team/)
  return program
}

test('a process killed between writing a request down and answering answers it after the restart, once', async () => {
  const first = await start()
  await client.faults({ kind: 'no_answer', method: 'users.info', times: 1 })
  await client.as('sam').command('#sales', '/persona carla')
  first.process.kill('SIGKILL')
  await first.ended
  await client.noFaults()
  const second = await start()
  await client.as('sam').next({ in: '#sales', timeoutMs: 15_000 })
  await client.quiet()
  const answers = (await client.as('sam').messages('#sales')).filter(({ plain }) =>
    plain.includes('Carla · Operations Lead'),
  )
  expect(answers).toHaveLength(1)
  second.process.kill('SIGTERM')
  expect(await second.ended).toBe(0)
}, 60_000)

test('a share that was posted but not recorded is found again in the channel, not posted twice', async () => {
  const first = await start()
  const sam = client.as('sam')
  await sam.command('#sales', '/persona finn')
  await expect
    .poll(() => sam.read('#sales', { limit: 1 }), { timeout: 10_000 })
    .toMatch(/Finn · Finance Lead/)
  await client.faults({ kind: 'done_no_answer', method: 'chat.postMessage', times: 1 })
  await sam.click({ in: '#sales', label: 'Share' })
  await expect
    .poll(() => client.as('jonas').read('#sales'), { timeout: 10_000 })
    .toMatch(/Finn · Finance Lead/)
  first.process.kill('SIGKILL')
  await first.ended
  await client.noFaults()
  const second = await start()
  await expect.poll(() => sam.read('#sales'), { timeout: 15_000 }).toMatch(/Shared in/)
  const posts = (await client.as('jonas').messages('#sales')).filter(({ plain }) =>
    plain.includes('Finn · Finance Lead'),
  )
  expect(posts).toHaveLength(1)
  second.process.kill('SIGTERM')
  await second.ended
}, 60_000)
