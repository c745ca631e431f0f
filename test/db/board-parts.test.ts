import { beforeAll, describe, expect, test } from 'vitest'
import type { PartChange } from '#src/board/change.ts'
import { openProposal } from '#src/board/open-proposal.ts'
import { changedEntry, newEntry, partOf } from '#src/board/parts.ts'
import { readProposal } from '#src/board/store.ts'
import type { Content, Entry } from '#src/knowledge/entry.ts'
import { KINDS } from '#src/knowledge/kinds.ts'
import { followLibrary } from '#src/knowledge/library.ts'
import { DEADLINE, type DemoBoard, demoBoard, NOW } from '#test/support/board.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'

const PLACE = { channelId: 'C1', zone: 'Europe/Berlin' }

const playbook = (title: string, more: object = {}): Content<'playbook'> => ({
  ...{ title, status: 'active', owner: 'mina', deputies: [], verifyEvery: 'P90D' },
  body: KINDS.playbook.read({
    function: 'sales',
    when: 'It burns',
    steps: [{ id: 's1', text: 'Call <@U1> *now* & listen', cites: ['interviews-carla'] }],
    ...more,
  }).body,
})

onEveryEngine((engine) => {
  const database = useDatabase(engine)
  let board: DemoBoard
  let sources = 0

  beforeAll(async () => {
    board = await demoBoard(database.db)
  })

  const propose = async (parts: PartChange[], more: object = {}) =>
    await openProposal(
      database.db,
      {
        source: `parts/${++sources}`,
        proposer: { id: board.idOf('mina'), handle: 'mina' },
        parts,
        rationale: 'Interviews',
        ...more,
      },
      PLACE,
      NOW,
    )

  async function approved(parts: PartChange[]) {
    const opened = await propose(parts)
    if (opened.outcome !== 'open') throw new Error(JSON.stringify(opened))
    await board.approve(opened.proposal, 'jonas', 'ada', 'lea')
    // Where its owner decides, nobody objects in time.
    await board.vote(opened.proposal, 'lea', 'approve', {}, DEADLINE)
    const proposal = await readProposal(database.db, opened.proposal.id)
    if (!proposal) throw new Error('It is gone.')
    return proposal
  }

  const entry = async (key: string): Promise<Entry> => {
    const found = (await followLibrary(database.db)()).entries.get(key)
    if (!found) throw new Error(`There is no ${key}.`)
    return found
  }

  test('a new entry is there, as it was proposed, once the board approves it', async () => {
    const content = playbook('Rescue after escalation')
    const part = newEntry({ kind: 'playbook', slug: 'rescue-test', content })
    const proposal = await approved([part])
    expect(proposal).toMatchObject({
      outcome: { state: 'approved' },
      parts: [{ slug: 'rescue-test', version: 1, baseVersion: 0, title: 'Rescue after escalation' }],
    })
    const made = await entry('playbook/rescue-test')
    expect(made).toMatchObject({ ...content, version: 1, owner: 'mina', verifyEvery: 'P90D' })
    const version = await database.db.entryVersion.findFirstOrThrow({ where: { entryId: made.id } })
    expect(version).toMatchObject({ reason: `proposal ${proposal.id}`, authorId: board.idOf('mina') })
  })

  test('a second entry of the same name is refused, with the first as long as that is open', async () => {
    const fresh = (slug: string) => newEntry({ kind: 'playbook', slug, content: playbook('Twice') })
    const first = await propose([fresh('twice')])
    expect(first.outcome).toBe('open')
    expect(await propose([fresh('twice')])).toMatchObject({ outcome: 'taken' })
    expect(await propose([fresh('rescue-test')])).toMatchObject({ outcome: 'stale' })
    expect(await propose([newEntry({ kind: 'objection', slug: 'twice', content: objection })])).toMatchObject(
      { outcome: 'open' },
    )
  })

  const objection: Content = {
    ...{ title: 'Twice', status: 'active', deputies: [], verifyEvery: 'P180D' },
    body: KINDS.objection.read({ phrases: ['again?'] }).body,
  }

  test('several entries change together: new, changed and retired, or none of them', async () => {
    const [carla, rescue] = [
      await entry('persona/carla-operations-lead'),
      await entry('playbook/rescue-test'),
    ]
    const parts = [
      newEntry({
        kind: 'playbook',
        slug: 'together',
        content: playbook('Together', { personas: ['carla-operations-lead'] }),
      }),
      changedEntry(carla, { ...carla, title: 'Carla · Head of Operations', verifyEvery: 'P60D' }),
      changedEntry(rescue, { ...rescue, status: 'retired' }),
    ]
    const proposal = await approved(parts)
    expect(proposal.parts.map(({ version }) => version)).toEqual([1, carla.version + 1, 2])
    expect(await entry('persona/carla-operations-lead')).toMatchObject({
      title: 'Carla · Head of Operations',
      verifyEvery: 'P60D',
      formerNames: expect.arrayContaining([carla.title]),
    })
    expect((await entry('playbook/rescue-test')).status).toBe('retired')

    const other = await entry('persona/finn-finance-lead')
    const opened = await propose([
      newEntry({ kind: 'playbook', slug: 'alone', content: playbook('Alone') }),
      changedEntry(other, { ...other, title: 'Finn · Head of Finance' }),
    ])
    if (opened.outcome !== 'open') throw new Error(opened.outcome)
    await database.db.entry.update({ where: { id: other.id }, data: { title: 'Finn · Treasurer' } })
    await board.approve(opened.proposal, 'jonas', 'ada', 'lea')
    expect(await readProposal(database.db, opened.proposal.id)).toMatchObject({
      outcome: {
        state: 'conflicting',
        obstacle: { clashes: [{ slug: 'finn-finance-lead', now: 'Finn · Treasurer' }] },
      },
    })
    expect(await database.db.entry.count({ where: { slug: 'alone' } })).toBe(0)
  })

  test('the same field of an entry is held as a claim is; another one is not', async () => {
    const ola = await entry('objection/too-expensive')
    const titled = (title: string) => [changedEntry(ola, { ...ola, title })]
    expect(await propose(titled('Far too expensive'))).toMatchObject({ outcome: 'open' })
    expect(await propose(titled('Much too expensive'))).toMatchObject({ outcome: 'taken' })
    expect(await propose([changedEntry(ola, { ...ola, verifyEvery: 'P30D' })])).toMatchObject({
      outcome: 'open',
    })
  })

  describe('what no import would take is refused in the same words', () => {
    test.each([
      [
        'a source that is not there',
        { steps: [{ id: 's1', text: 'x', cites: ['nowhere'] }] },
        /"nowhere", expected the slug of a file in evidence/,
      ],
      ['a persona that is not there', { personas: ['nobody'] }, /"nobody", expected the slug of a persona/],
    ])('%s', async (_what, more, expected) => {
      const content = playbook('Wrong', more)
      expect(await propose([newEntry({ kind: 'playbook', slug: 'wrong', content })])).toEqual({
        outcome: 'refused',
        faults: [expect.stringMatching(expected)],
      })
    })

    test('an owner whom nobody knows, and a persona without its research', async () => {
      const content = { ...playbook('Wrong'), owner: 'stranger' }
      const persona: Content<'persona'> = {
        ...{ title: 'Nina', status: 'active', owner: 'mina', deputies: [], verifyEvery: 'P180D' },
        body: KINDS.persona.read({ kind: 'secondary' }).body,
      }
      expect(
        await propose([
          newEntry({ kind: 'playbook', slug: 'wrong', content }),
          newEntry({ kind: 'persona', slug: 'nina', content: persona }),
        ]),
      ).toEqual({
        outcome: 'refused',
        faults: [
          'Wrong owner: found "stranger", expected a handle from people.yaml',
          expect.stringMatching(/^Nina status: found "active" with 0 of 15 interviews/),
        ],
      })
    })

    test('a change of nothing', async () => {
      const carla = await entry('persona/carla-operations-lead')
      expect(await propose([])).toMatchObject({ outcome: 'stale' })
      expect(await propose([partOf(carla, [])])).toMatchObject({ outcome: 'stale' })
    })
  })
})
