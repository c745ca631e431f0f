import { expect, test } from 'vitest'
import type { HomeFacts } from '#bot/home/facts.ts'
import { validateView } from '#bot/sandbox/blocks/validate-view.ts'
import { say } from '#bot/slack/blocks.ts'
import { homeView } from '#bot/slack/home.ts'
import { plainText } from '#bot/slack/plain-text.ts'
import { line } from '#bot/slack/text.ts'
import { homeBlocks } from '#bot/views/home.ts'
import { dueEntries } from '#src/knowledge/due.ts'
import { entriesOf } from '#src/knowledge/library.ts'
import { knowledgeState } from '#src/knowledge/state.ts'
import { folderOf } from '#test/support/folder.ts'
import { DEMO, libraryOf, NOW } from '#test/support/library.ts'

async function facts(other: Partial<HomeFacts> = {}): Promise<HomeFacts> {
  const library = await libraryOf(DEMO)
  const member = library.members.get('sam')
  if (!member) throw new Error('The demo company has no Sam.')
  return {
    member,
    library,
    now: NOW,
    zone: 'UTC',
    votes: { waiting: [], more: 0, others: 0 },
    due: { mine: [], others: [] },
    personas: { own: false, entries: [] },
    playbooks: { own: false, entries: [] },
    asked: { flags: [], questions: [], of: 0, tried: [] },
    alerts: 0,
    state: undefined,
    ...other,
  }
}

test('what there is nothing of is left out', async () => {
  expect(plainText(homeBlocks(await facts()))).toMatch(
    /^Nothing needs you today, Sam\. Ask me anything in Messages, or with \/persona anywhere\.\nAs of 09:00$/,
  )
})

test('a question that waits is said, though nothing is due', async () => {
  const questions = [{ id: 'q', text: 'What does Carla read?', times: 1 }]
  const words = plainText(homeBlocks(await facts({ asked: { flags: [], questions, of: 3, tried: [] } })))
  expect(words).toMatch(/^3 questions wait for your answer, Sam\. /)
  expect(words).toContain('… and 2 more that wait for your answer.')
  const alerted = plainText(homeBlocks(await facts({ alerts: 22 })))
  expect(alerted).toMatch(/^22 things need you, Sam\..*22 alerts of yours are open\.\n\[My alerts\]/s)
})

test('a long list says how many more there are, and everything stays within one phone and Slack’s limits', async () => {
  const library = await libraryOf(DEMO)
  const far = Temporal.PlainDate.from('2031-01-01')
  const all = dueEntries(library.entries.values(), far, 'UTC', 30)
  const question = { text: 'What about <!channel> and *bold*? '.repeat(30), times: 4 }
  const blocks = homeBlocks(
    await facts({
      due: { mine: all, others: all },
      personas: { own: true, entries: entriesOf(library, 'persona') },
      playbooks: { own: true, entries: entriesOf(library, 'playbook') },
      state: {
        knowledge: knowledgeState(library.entries.values(), far, 'UTC'),
        questions: { count: 9, most: [question] },
      },
    }),
  )
  const words = plainText(blocks)
  expect(words).toMatch(new RegExp(`^${all.length} things need you, Sam\\.`))
  expect(words).toMatch(/… and \d+ more/)
  expect(words).toMatch(/9 questions without a verified answer, the most asked/)
  expect(words).toMatch(/0 % verified/)
  expect(blocks.length).toBeLessThan(20)
  expect(validateView({ ...homeView(blocks) }, 'home')).toEqual([])
})

test('a Home tab of too many parts says how many it leaves out', () => {
  const { blocks } = homeView(Array.from({ length: 150 }, (_, index) => say(line(`Part ${index}`))))
  expect(blocks).toHaveLength(100)
  expect(plainText(blocks.slice(-1) as Parameters<typeof plainText>[0])).toMatch(/… and 51 more parts/)
})

test('an owner reads what is worth a look beside the state of the knowledge base', async () => {
  const library = await libraryOf(await folderOf({ 'personas/ada.yaml': { title: 'Ada', kind: 'primary' } }))
  const knowledge = knowledgeState(library.entries.values(), Temporal.PlainDate.from('2026-11-20'), 'UTC')
  const state = { knowledge, questions: { count: 0, most: [] } }
  expect(plainText(homeBlocks(await facts({ library, state })))).toMatch(
    /1 hypothesis: Ada\n• No negative persona: write down whom you turn away\.\n/,
  )
})
