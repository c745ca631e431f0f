import { beforeAll, expect, test } from 'vitest'
import { answer } from '#bot/answer.ts'
import { plainText } from '#bot/slack/plain-text.ts'
import type { Context } from '#src/context.ts'
import { followLibrary } from '#src/knowledge/library.ts'
import { createLog } from '#src/log.ts'
import { type DemoBoard, demoBoard, NOW } from '#test/support/board.ts'
import { onEngine, useDatabase } from '#test/support/database.ts'

onEngine('PGlite', (engine) => {
  const database = useDatabase(engine)
  let board: DemoBoard
  let ctx: Context

  beforeAll(async () => {
    board = await demoBoard(database.db)
    const { db } = database
    ctx = {
      db,
      readLibrary: followLibrary(db),
      log: createLog('silent'),
      now: () => NOW,
      zone: 'Europe/Berlin',
      currency: 'EUR',
    }
    await become('l1', 'Proof from two peers')
    await become('p1', 'Every shift change is a phone call')
  })

  /** A claim of Carla's gets another text, by a proposal that the board approves. */
  async function become(claim: string, text: string) {
    const proposal = await board.opened(claim, text)
    await board.approve(proposal, 'jonas', 'ada', 'lea')
    expect(await board.textOf(claim)).toBe(text)
  }

  const nobody = { teamId: '', userId: '', outsider: false, member: undefined }
  const ask = async (text: string, audience: 'internal' | 'customer' = 'internal') => {
    const outgoing = await answer({ text, asker: nobody, audience, private: true }, ctx)
    return outgoing.flatMap((each) => (each.to === 'asker' ? plainText(each.message.blocks) : [])).join('\n')
  }

  test('an entry tells its versions, the newest first, with what changed, who wanted it and why', async () => {
    const [head, ...lines] = (await ask('history carla')).split('\n')
    expect(head).toBe('Carla · Operations Lead: 3 versions, the newest first.')
    expect(lines).toEqual([
      'Version 3, 20 Nov 2026 · Mina Albrecht, proposal #2',
      'Why: Interviews',
      '• Changed pains: “Every shift change is a phone call”',
      'Version 2, 20 Nov 2026 · Mina Albrecht, proposal #1',
      'Why: Interviews',
      '• Changed decision logic: “Proof from two peers”',
      'Version 1, 20 Nov 2026 · import',
      expect.stringMatching(/^• Began with \d+ statements$/),
      '[Changes of version 3] [Changes of version 2] [Carla]',
    ])
  })

  test('a version shows all that it changed of the one before it, and no other', async () => {
    const text = await ask('history persona carla-operations-lead version 2')
    expect(text).toContain('− Proof from a peer, then a 30-day pilot with her own tours')
    expect(text).toContain('+ Proof from two peers')
    expect(text).not.toContain('phone call')
    expect(await ask('history carla version 9')).toMatch(/has no version 9: the newest is 3\./)
  })

  test.each([
    ['history objection too expensive', /^Too expensive: 1 version\./],
    ['history too expensive', /^Too expensive: 1 version\./],
    ['history competitor tourmen', /^Tourmin: 1 version\./],
    ['versions of the operations lead', /^Carla · Operations Lead: 3 versions/],
    ['history', /^Whose history\?/],
    ['history zorro', /^I have nothing verified on the history of zorro/],
  ])('%s', async (text, expected) => expect(await ask(text)).toMatch(expected))

  test('what is retired still has its history', async () => {
    const { db } = database
    const { sequence } = await db.changeCounter.findUniqueOrThrow({ where: { id: 1 } })
    await db.entry.updateMany({
      where: { slug: 'no-budget' },
      data: { status: 'retired', sequence: sequence + 1n },
    })
    await db.changeCounter.update({ where: { id: 1 }, data: { sequence: sequence + 1n } })
    expect(await ask('history objection no budget')).toMatch(/^No budget: 1 version\./)
  })

  test('people from outside read nothing of it', async () => {
    expect(await ask('history carla', 'customer')).not.toMatch(/version|Proof/)
  })
})
