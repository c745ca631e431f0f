import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type SandboxClient, sandboxClient } from '#bot/sandbox/client.ts'
import type { Sandbox } from '#bot/sandbox/server.ts'
import { BOARD, channelNamed, startWorkspace } from '#bot/stand-in.ts'
import { seedDemo } from '#prisma/seed-demo.ts'
import { onEngine, useDatabase } from '#test/support/database.ts'
import { type Program, startProgram } from '#test/support/program.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const PATIENT = { timeout: 60_000, interval: 300 }

onEngine('a server', (engine) => {
  const database = useDatabase(engine)
  let sandbox: Sandbox
  let client: SandboxClient
  let instances: Program[] = []

  beforeAll(async () => {
    await seedDemo(database.db, Temporal.Now.instant(), 'Europe/Berlin')
    await database.db.installation.update({ where: { id: 1 }, data: { demo: false } })
    sandbox = await startWorkspace(database.db)
    client = sandboxClient(sandbox.pageUrl)
    instances = [await start(), await start()]
  })

  afterAll(async () => {
    await killAll()
    await sandbox.close()
  })

  async function start(): Promise<Program> {
    const program = startProgram('bot/main.ts', [], {
      DATABASE_URL: database.url,
      SLACK_BOT_TOKEN: sandbox.botToken,
      SLACK_APP_TOKEN: sandbox.appToken,
      SLACK_API_URL: sandbox.apiUrl,
      BOARD_CHANNEL: channelNamed(BOARD, sandbox),
      LOG_LEVEL: 'silent',
    })
    await program.prints(/Dramatis answers in the Slack team/)
    return program
  }

  async function killAll(): Promise<void> {
    for (const { process } of instances) process.kill('SIGKILL')
    await Promise.all(instances.map(({ ended }) => ended))
  }

  const cards = async () => await client.as('mina').messages(`#${BOARD}`)
  const card = async () => (await cards()).at(-1)?.plain ?? ''

  async function propose(claim: string, text: string): Promise<void> {
    const mina = client.as('mina')
    const before = (await cards()).length
    await mina.command('#sales', '/persona carla')
    await expect.poll(async () => (await mina.last('#sales')).plain, PATIENT).toContain('[Propose a change]')
    await mina.click({ in: '#sales', label: 'Propose a change' })
    await expect.poll(async () => (await mina.modals()).length, PATIENT).toBe(1)
    await mina.submit({ claim })
    await mina.submit({ text, rationale: 'Interviews' })
    await expect.poll(async () => (await cards()).length, PATIENT).toBe(before + 1)
  }

  test('ten clicks at once on two instances: one vote each, one decision, and a card that says so', async () => {
    await propose('claim:l1', 'Proof from two peers')
    const { ts } = (await cards()).at(-1) ?? {}
    const board = ['lou', 'jonas', 'ada', 'lea', 'ines']
    const clicks = [...board, ...board].map((who) =>
      client.as(who).click({ in: `#${BOARD}`, ...(ts !== undefined && { ts }), label: 'Approve' }),
    )
    await Promise.allSettled(clicks)
    const votes = () => database.db.vote.count()
    await expect.poll(card, PATIENT).toMatch(/^.*\n {2}Approved on /)
    await expect.poll(async () => (await card()).match(/✓/g)?.length, PATIENT).toBe(await votes())
    expect(await card()).toMatch(/\n {2}\[Full diff\]$/)
    expect(await database.db.auditRecord.count({ where: { action: 'proposal decided' } })).toBe(1)
  })

  test('killed between the vote and its card, the next process shows it', async () => {
    await propose('claim:l2', 'A real Tuesday')
    await client.faults({ kind: 'no_answer', method: 'chat.update', times: 20 })
    const before = await database.db.vote.count()
    await client.as('jonas').click({ in: `#${BOARD}`, label: 'Approve' })
    await expect.poll(() => database.db.vote.count(), PATIENT).toBe(before + 1)
    await killAll()
    await client.noFaults()
    expect(await card()).toContain('Sales –')
    instances = [await start()]
    await expect.poll(card, PATIENT).toContain('Sales ✓ Jonas')
    expect(await database.db.vote.count()).toBe(before + 1)
  })
})
