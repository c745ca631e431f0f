import { beforeAll, describe, expect, test } from 'vitest'
import { validateBlocks } from '#bot/sandbox/blocks/validate.ts'
import { validateView } from '#bot/sandbox/blocks/validate-view.ts'
import { modalView } from '#bot/slack/form.ts'
import { message } from '#bot/slack/message.ts'
import { plainText } from '#bot/slack/plain-text.ts'
import { fullDiffForm } from '#bot/views/full-diff.ts'
import { proposalCard } from '#bot/views/proposal-card.ts'
import type { Proposal } from '#src/board/proposal.ts'
import { proposeFolder } from '#src/board/propose-folder.ts'
import { standOf } from '#src/board/seats.ts'
import { settleDue } from '#src/board/settle.ts'
import { readProposal } from '#src/board/store.ts'
import { followLibrary } from '#src/knowledge/library.ts'
import { DEADLINE, type DemoBoard, demoBoard, NOW } from '#test/support/board.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'
import { type Files, folderOf } from '#test/support/folder.ts'

const playbook = (title: string, more: object = {}) => ({
  ...{ title, owner: 'mina', function: 'sales', when: 'It burns' },
  steps: [{ id: 's1', text: 'Call <!channel> & *listen*', cites: ['new-talks'] }],
  ...more,
})

const EVIDENCE = { method: 'interviews', title: 'New talks', date: '2026-11-01', n: 3 }

onEveryEngine((engine) => {
  const database = useDatabase(engine)
  let board: DemoBoard

  beforeAll(async () => {
    board = await demoBoard(database.db)
  })

  const propose = async (files: Files, more: object = {}) =>
    await proposeFolder(
      database.db,
      await folderOf(files),
      { now: NOW, zone: 'Europe/Berlin', actor: 'mina' },
      { by: 'mina', rationale: 'The autumn talks', channelId: 'C1', ...more },
    )

  async function opened(files: Files): Promise<Proposal> {
    const { proposal } = await propose(files)
    if (!proposal) throw new Error('Nothing was proposed.')
    return proposal
  }

  const approve = async (proposal: Proposal) => {
    for (const handle of ['lou', 'jonas', 'ada', 'lea', 'ines']) await board.vote(proposal, handle, 'approve')
    // Where one person owns all of it and nobody objects, it is decided when the time is over.
    await settleDue(database.db, DEADLINE)
    return await readProposal(database.db, proposal.id)
  }

  test('a folder is one proposal, and brings its evidence and new people once it is approved', async () => {
    const proposal = await opened({
      'people.yaml': {
        people: [
          { handle: 'nia', name: 'Nia Nyberg', function: 'sales', roles: [] },
          { handle: 'sam', name: 'Sam', roles: ['admin'] },
        ],
      },
      'evidence/new-talks.yaml': EVIDENCE,
      'playbooks/rescue-a.yaml': playbook('Rescue A', { owner: 'nia', verifiedAt: '2026-11-10' }),
      'playbooks/rescue-b.yaml': playbook('Rescue B'),
    })
    expect(proposal.parts.map(({ slug }) => slug)).toEqual(['rescue-a', 'rescue-b'])
    expect(await database.db.evidence.count({ where: { slug: 'new-talks' } })).toBe(0)
    expect(await database.db.member.count({ where: { handle: 'nia' } })).toBe(0)
    expect(await approve(proposal)).toMatchObject({ outcome: { state: 'approved' } })
    const { entries, evidence, members } = await followLibrary(database.db)()
    expect(entries.get('playbook/rescue-a')).toMatchObject({ owner: 'nia', version: 1 })
    expect(entries.get('playbook/rescue-a')?.verifiedAt?.toString()).toMatch(/^2026-11-09T23/)
    expect(evidence.get('new-talks')?.title).toBe('New talks')
    expect(members.get('nia')?.name).toBe('Nia Nyberg')
    expect(members.get('sam')?.roles).not.toContain('admin')
  })

  test('the same again proposes nothing; one that is open on the same comes first', async () => {
    const files = { 'playbooks/rescue-b.yaml': playbook('Rescue B') }
    expect(await propose(files)).toMatchObject({ proposal: undefined, imported: { unchanged: 1 } })
    const changed = { 'playbooks/rescue-b.yaml': playbook('Rescue Beta') }
    const first = await opened(changed)
    await expect(propose(changed)).rejects.toThrow(
      `Nothing was proposed: proposal #${first.id} by Mina Albrecht is open on the same`,
    )
  })

  test.each([
    [{ by: 'minna' }, /Nobody has the handle "minna"; --as takes one of /],
    [{ channelId: undefined }, /the board has no channel yet/],
  ])('with %j nothing is written', async (more, expected) => {
    const before = await database.db.proposal.count()
    await expect(propose({ 'playbooks/nobody.yaml': playbook('Nobody') }, more)).rejects.toThrow(expected)
    expect(await database.db.proposal.count()).toBe(before)
  })

  describe('300 entries', { timeout: 120_000 }, () => {
    const long = 'Words & <words> that go on. '.repeat(12)
    const files: Files = Object.fromEntries(
      Array.from({ length: 300 }, (_, index) => [
        `playbooks/many-${index}.yaml`,
        playbook(`Many ${index}`, {
          owner: index % 2 === 0 ? 'mina' : 'jonas',
          steps: Array.from({ length: 8 }, (__, at) => ({ id: `s${at}`, text: `${index}-${at} ${long}` })),
        }),
      ]),
    )

    test('are one card of a screen, pages that Slack takes, and one decision', async () => {
      const began = performance.now()
      const proposal = await opened(files)
      expect(performance.now() - began).toBeLessThan(20_000)
      const library = await followLibrary(database.db)()
      const stand = standOf(proposal, { members: [], leaves: [], entries: [] }, NOW)
      const { blocks } = message(
        proposalCard({ proposal, stand, impact: { touches: [], tagged: new Map() }, asked: [], library }),
      )
      expect(validateBlocks(blocks, 'message')).toEqual([])
      expect(plainText(blocks)).toMatch(/300 entries: 300 new/)
      expect(plainText(blocks).length).toBeLessThan(900)
      const seen = new Set<string>()
      for (let page = 0; ; page += 1) {
        const form = fullDiffForm({
          proposal,
          library,
          votedOn: undefined,
          comments: [],
          impact: { touches: [], tagged: new Map() },
          page,
        })
        expect(validateView(modalView('full-diff', {}, form) as never, 'modal')).toEqual([])
        for (const [found] of JSON.stringify(form).matchAll(/\d+-\d (?=Words)/g)) seen.add(found)
        if (!JSON.stringify(form).includes('Next page')) break
      }
      expect(seen.size).toBe(2400)
      const voting = performance.now()
      expect(await approve(proposal)).toMatchObject({ outcome: { state: 'approved' } })
      const { entries } = await followLibrary(database.db)()
      expect([...entries.keys()].filter((key) => key.startsWith('playbook/many-'))).toHaveLength(300)
      expect(performance.now() - voting).toBeLessThan(15_000)
    })
  })
})
