import { describe, expect, test } from 'vitest'
import { readAsked } from '#bot/commands/asked.ts'
import { candidatesFor } from '#bot/commands/candidates.ts'
import { interpret } from '#bot/commands/index.ts'
import { entryKey } from '#src/knowledge/entry.ts'
import { smallCompany } from '#test/support/company.ts'
import { folderOf } from '#test/support/folder.ts'
import { askingOf, libraryOf } from '#test/support/library.ts'

/** A dentist's software, in which nothing is called as in the demo company. */
const FILES = {
  ...smallCompany(),
  'personas/practice-owner.yaml': {
    title: 'Dr. Petra · Practice owner',
    kind: 'primary',
    aliases: ['Petra', 'dental practice'],
    goals: [{ id: 'g1', text: 'Home by six, four days a week' }],
    fears: [
      { id: 'f1', text: 'A data loss that ends up in the local paper' },
      { id: 'f2', text: 'Her receptionist resigning over new software' },
    ],
    channels: [{ id: 'c1', text: 'The regional dental association and its congress in spring' }],
    neverSay: [{ id: 'n1', text: 'Disruption' }],
  },
  'journeys/petra.yaml': {
    title: "Petra's way with us",
    persona: 'practice-owner',
    fears: [
      { id: 'jf1', stage: 'onboarding', text: 'Patients waiting while nobody finds the X-rays' },
      { id: 'jf2', stage: 'renewal', text: 'Paying for modules that nobody opened all year' },
    ],
    questions: [{ id: 'jq1', stage: 'purchase', text: 'Who moves my old patient files?' }],
  },
  'objections/no-interface.yaml': {
    title: "It doesn't talk to our X-ray device",
    phrases: ['No interface to our imaging'],
    causes: [{ id: 'c1', persona: 'practice-owner', text: 'A past vendor left her with two screens' }],
  },
  'competitors/zahnwerk.yaml': {
    title: 'Zahnwerk',
    strengths: [{ id: 's1', text: 'Cheap in the first year' }],
    weaknesses: [{ id: 'w1', text: 'Support by fax' }],
  },
  'playbooks/data-move.yaml': {
    title: 'Moving the old files',
    function: 'support',
    stage: 'onboarding',
    when: 'A practice switches from another program',
    steps: [{ id: 't1', text: 'Copy the imaging archive over night' }],
  },
}

/** The entry that a question is answered from, and the claims of it that fit; or that it isn't. */
async function answerTo(text: string, files: Parameters<typeof folderOf>[0] = FILES): Promise<string> {
  const asking = askingOf(await libraryOf(await folderOf(files)))
  const found = interpret(text, asking)
  if (found.found !== 'entry') return found.found
  const [best] = candidatesFor(readAsked(text, asking.library), asking.library).candidates
  const key = entryKey(found.entries[0])
  return best && entryKey(best.entry) === key ? [key, ...best.hit.passages].join(' ') : key
}

describe('a question is answered from the entry and the claims that it is about', () => {
  test.each([
    ['what is Petra afraid of?', 'persona/practice-owner f1 f2'],
    ['what does Petra fear at renewal?', 'journey/petra jf2'],
    ['Petra’s fears during onboarding', 'journey/petra jf1'],
    ['fears onboarding petra', 'journey/petra jf1'],
    ['what keeps Petra up at night', 'persona/practice-owner f1 f2'],
    ["Petra's goals", 'persona/practice-owner g1'],
    ['what is petras goal', 'persona/practice-owner g1'],
    ['what does the practice ownr want to achieve', 'persona/practice-owner g1'],
    ["which words shouldn't I say to Petra", 'persona/practice-owner n1'],
    ['how do I answer Ollie on “too expensive”?', 'objection/too-expensive s1'],
    ["how do I answer Ollie on 'too expensive'?", 'objection/too-expensive s1'],
    ["Petra says it doesn't talk to the X-ray device", 'objection/no-interface'],
    ['no x-ray interface', 'objection/no-interface'],
    ['they say that is too expensive for them', 'objection/too-expensive'],
    ['where does Zahnwerk fall short?', 'competitor/zahnwerk w1'],
    ['what is the rival Zahnwerk better at', 'competitor/zahnwerk s1'],
    ['a practice is switching from another program', 'playbook/data-move'],
    ['who copies the imaging archive', 'playbook/data-move t1'],
  ])('%s → %s', async (question, answer) => expect(await answerTo(question)).toBe(answer))
})

describe('a question of which a telling part is nowhere in the knowledge base is refused', () => {
  test.each([
    'does Petra read patents?',
    'what does Zahnwerk charge in Portugal?',
    'is there an on-premise edition?',
    'does Ollie like golf?',
    'how many parking spaces does a dental practice have?',
    'which blockchain do we run on?',
  ])('%s', async (question) => expect(await answerTo(question)).toBe('nothing'))
})

test('what people ask for an entry in other words finds it, and is not shown as something that it says', async () => {
  const question = 'still has drawers full of cards'
  expect(await answerTo(question)).toBe('nothing')
  const move = { ...FILES['playbooks/data-move.yaml'], asked: ['They have drawers full of index cards'] }
  expect(await answerTo(question, { ...FILES, 'playbooks/data-move.yaml': move })).toBe('playbook/data-move')
})
