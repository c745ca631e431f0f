import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { COMMANDS, interpret } from '#bot/commands/index.ts'
import type { Block } from '#bot/slack/blocks.ts'
import { plainText } from '#bot/slack/plain-text.ts'
import { show } from '#bot/views/shown.ts'
import type { Library } from '#src/knowledge/library.ts'
import { addFiles, type Files } from '#test/support/folder.ts'
import { askingOf, libraryOf } from '#test/support/library.ts'

async function companyOf(files: Files): Promise<Library> {
  const directory = await mkdtemp(join(tmpdir(), 'dramatis-little-'))
  await addFiles(directory, { 'people.yaml': { people: [] }, ...files })
  const library = await libraryOf(directory)
  await rm(directory, { recursive: true })
  return library
}

const solo = { 'personas/solo.yaml': { title: 'Solo', kind: 'primary' } }
const alone = await companyOf(solo)
/** One entry of each kind, of which only what is required is written down. */
const bare = await companyOf({
  ...solo,
  'personas/duo.yaml': { title: 'Duo', kind: 'secondary' },
  'journeys/path.yaml': { title: 'The path', persona: 'solo' },
  'jobs/move.yaml': { title: 'Move house' },
  'objections/dear.yaml': { title: 'Too dear' },
  'playbooks/call.yaml': { title: 'First call', function: 'sales', when: 'Before it' },
  'discovery/ask.yaml': { title: 'What to ask' },
  'arguments/calm.yaml': { title: 'Calm', orientation: 'risk' },
  'committees/two.yaml': { title: 'Two of them', when: 'They buy together' },
  'competitors/rival.yaml': { title: 'Rival' },
  'themes/calm.yaml': { title: 'Calm first' },
  'vocabulary/price.yaml': { title: 'Price' },
})
const long = (word: string) => `${word} ${'of quite some length '.repeat(20)}`.slice(0, 290).trim()
const wordy = await companyOf({
  'personas/solo.yaml': { title: long('Solo'), kind: 'primary' },
  'playbooks/call.yaml': {
    title: long('Call'),
    function: 'sales',
    when: 'Before it',
    steps: [{ id: 's', text: 'Ask', persona: 'solo' }],
  },
})

type Answer = ReturnType<typeof interpret>

const blocksOf = (found: Answer, library: Library): Block[] => {
  if (found.found === 'entry') return show(found.shown, askingOf(library)) ?? []
  return found.found === 'overview' ? found.blocks : []
}
const saidOf = (text: string, library: Library): string =>
  plainText(blocksOf(interpret(text, askingOf(library)), library))

/** Lists without an item, which Slack need not take. */
const emptyLists = (blocks: Block[]) =>
  blocks.flatMap((block) =>
    block.type === 'rich_text'
      ? block.elements.filter((part) => part.type === 'rich_text_list' && part.elements.length === 0)
      : [],
  )

const ASKED = [
  ...COMMANDS.flatMap(({ examples, verbs }) => [...examples, ...verbs]),
  ...COMMANDS.flatMap(({ verbs: [verb = ''] }) => [`${verb} solo`, `${verb} duo renewal`]),
  'rival',
  'move house',
  'too dear',
  'first call',
  'value risk',
  'theme calm first',
]

describe.each([
  ['one persona and nothing else', alone],
  ['one bare entry of each kind', bare],
  ['titles as long as they may be', wordy],
])('where a company has %s', (_, library) => {
  test('no answer has an empty list, and every button under it leads to an answer', () => {
    for (const text of ASKED) {
      const found = interpret(text, askingOf(library))
      expect(emptyLists(blocksOf(found, library)), text).toEqual([])
      for (const { ask } of found.found === 'nothing' ? [] : found.next)
        expect(interpret(ask.slice(0, 700), askingOf(library)).found, `${text} → ${ask}`).not.toBe('nothing')
    }
  })
})

test.each([
  ['objection', 'There are no objections here yet'],
  ['objection solo', 'No objection from Solo is written down yet.'],
  ['playbook', 'There are no playbooks here yet'],
  ['discover', 'There are no questions to ask here yet'],
  ['journey', 'There are no journeys here yet'],
  ['committee', 'There are no buying committees here yet'],
  ['profile', 'Everything about whom? Name a persona.'],
])('where nothing is written down, %s says so in a sentence', (text, said) => {
  expect(saidOf(text, alone)).toContain(said)
})

test.each([
  ['solo', 'Nothing more is written down yet. Propose what you know.'],
  ['rival', 'Nothing more is written down yet. Propose what you know.'],
  ['journey solo', 'Nothing known about any of its stages yet.'],
  ['jobs solo', 'Solo hires us for 1 job.'],
  ['theme calm first', 'Calm first: no pains yet'],
  ['themes', '1 strategic theme, and the pains that map to it'],
  ['solo', 'no sources'],
])('of what is known by its name alone, %s is answered so', (text, said) => {
  expect(saidOf(text, bare)).toContain(said)
})
