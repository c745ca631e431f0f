import { describe, expect, test } from 'vitest'
import { answerFrom } from '#bot/commands/answer-from.ts'
import type { Found } from '#bot/commands/command.ts'
import { interpret } from '#bot/commands/index.ts'
import { plainText } from '#bot/slack/plain-text.ts'
import { show } from '#bot/views/shown.ts'
import { findEntry } from '#src/knowledge/library.ts'
import { smallCompany } from '#test/support/company.ts'
import { folderOf } from '#test/support/folder.ts'
import { askingOf, libraryOf } from '#test/support/library.ts'

/** Two personas with all that one can ask about them; ids are by place. */
const company = () => ({
  ...smallCompany(),
  'personas/owner-ollie.yaml': { ...smallCompany()['personas/owner-ollie.yaml'], title: 'Ollie · Owner' },
  'personas/ida.yaml': {
    title: 'Ida · Accountant',
    kind: 'primary',
    goals: [{ id: 'g1', text: 'Close early' }],
  },
  'journeys/ollie.yaml': {
    title: "Ollie's journey",
    persona: 'owner-ollie',
    questions: [{ id: 'q1', stage: 'awareness', text: 'Who else has this?', cites: ['interviews'] }],
    fears: [
      { id: 'f1', stage: 'renewal', text: 'A price that rises', cites: [] },
      { id: 'f2', stage: 'awareness', text: 'A long project', cites: [] },
    ],
    abandonment: [{ id: 'a1', stage: 'renewal', text: 'An invoice nobody announced', cites: ['interviews'] }],
    aha: [
      { id: 'h1', text: 'The first page is live', cites: [] },
      { id: 'h2', text: 'A customer calls', cites: [] },
    ],
    timeToValue: [{ id: 'v1', text: 'Two days', cites: ['interviews'] }],
  },
  'journeys/ida.yaml': {
    title: "Ida's journey",
    persona: 'ida',
    questions: [{ id: 'q1', stage: 'renewal', text: 'Does it still add up?', cites: ['interviews'] }],
  },
  'discovery/all.yaml': {
    title: 'For everybody',
    questions: [
      { id: 'q1', text: 'What changed?' },
      { id: 'q2', persona: 'ida', text: 'Which month hurt?' },
      { id: 'q3', persona: 'owner-ollie', text: 'Who answers the phone?', stage: 'renewal' },
      { id: 'q4', purpose: 'qualifying', text: 'Who pays?' },
    ],
    signals: [{ id: 's1', persona: 'ida', text: 'Talks of month-ends' }],
    never: [{ id: 'n1', text: 'Ask for pains' }],
  },
  'discovery/support.yaml': {
    title: 'Support asks',
    function: 'support',
    questions: [{ id: 'q1', text: 'What broke?' }],
  },
  'committees/small.yaml': {
    title: 'Small deals',
    when: 'Below 10 k',
    size: { from: 2, to: 3 },
    members: [
      { id: 'm1', persona: 'owner-ollie', role: 'decision-maker', text: 'Signs', cites: ['interviews'] },
      { id: 'm2', persona: 'ida', role: 'influencer', text: 'Does the sums', cites: [] },
    ],
    influences: [{ id: 'i1', from: 'ida', to: 'owner-ollie', text: 'Shows him the sum', cites: [] }],
    needs: [{ id: 'n1', persona: 'ida', text: 'A quote by line', cites: [] }],
    content: [{ id: 'c1', persona: 'ida', step: 'criteria', text: 'A cost sheet', cites: [] }],
    plays: [{ id: 'p1', persona: 'owner-ollie', stage: 'purchase', text: 'Call him', cites: [] }],
  },
  'playbooks/talk.yaml': {
    title: 'Opening words',
    function: 'sales',
    type: 'talk-track',
    when: 'The first minute',
    say: [
      { id: 's1', text: 'Hello.' },
      { id: 's2', persona: 'ida', text: 'Your last close.' },
      { id: 's3', persona: 'owner-ollie', text: 'Your last order.' },
    ],
    content: [{ id: 'c1', step: 'problem', text: 'A count sheet', format: 'sheet', callToAction: 'Count' }],
  },
  'playbooks/check.yaml': {
    title: 'Start well',
    function: 'support',
    type: 'checklist',
    when: 'Day one',
    steps: [
      { id: 't1', text: 'Say hello' },
      { id: 't2', persona: 'ida', text: 'Match the accounts' },
      { id: 't3', stage: 'renewal', text: 'Count again' },
      { id: 't4', stage: 'onboarding', text: 'Switch it on' },
    ],
  },
})

const asking = async () => askingOf(await libraryOf(await folderOf(company())))

async function answerTo(text: string, team?: 'support'): Promise<{ found: Found; text: string }> {
  const asked = await asking()
  const member = team && { id: 'x', handle: 'x', name: 'X', roles: [], function: team }
  const found = interpret(text, { ...asked, asker: { member } })
  const blocks = found.found === 'entry' ? (show(found.shown, asked) ?? []) : []
  return { found, text: plainText(found.found === 'overview' ? found.blocks : blocks) }
}

describe('a journey', () => {
  test('is one line a stage, with what people leave over marked, then the way to the value', async () => {
    const { text, found } = await answerTo('journey ollie')
    expect(text.split('\n').slice(0, 7)).toEqual([
      "Ollie's journey",
      '• Awareness asks “Who else has this?”',
      '• Renewal ⚠ fears: A price that rises (assumption)',
      'Nothing known about consideration, purchase, onboarding, adoption, expansion, advocacy and churn yet.',
      '⚠ something makes them leave here: open the stage.',
      'To the first success: The first page is live (assumption) → A customer calls (assumption)',
      'Time to value: Two days',
    ])
    expect(found.next.map((each) => each.text)).toEqual(['Awareness', 'Renewal', 'All of it'])
  })

  test('at one stage says what is known and what is not', async () => {
    const { text } = await answerTo('journey ollie renewal')
    expect(text).toContain('Afraid of: A price that rises (assumption)\nMakes them leave: An invoice')
    expect(text).toMatch(/Nothing known about what they do, what they ask, .* and how to reach them yet\./)
    expect(text).not.toContain('Who else has this?')
  })

  test('says of a stage that nobody knows anything about that nothing is known', async () => {
    const { text } = await answerTo('journey ollie advocacy')
    expect(text).toContain('Nothing known about Ollie at advocacy yet.')
  })

  test('is compared at one stage, persona by persona', async () => {
    const { text, found } = await answerTo('journey renewal')
    expect(text).toContain('• Ida asks “Does it still add up?”')
    expect(text).toContain('fears A price that rises (assumption); leaves over An invoice nobody announced')
    expect(found).toMatchObject({ entries: [{ slug: 'ida' }, { slug: 'ollie' }] })
    expect((await answerTo('journey awareness')).text).toContain('Nothing known yet of Ida at awareness.')
  })

  test.each([
    ['what does Ollie fear at renewal?', ['f1']],
    ['what makes Ollie leave at renewal', ['a1']],
  ])('answers “%s” with that alone', async (question, ids) => {
    expect((await answerTo(question)).found).toMatchObject({ shown: { view: 'claims', slug: 'ollie', ids } })
  })
})

describe('what to ask', () => {
  test('a persona: its own questions, then those for everybody, and nobody else’s', async () => {
    const { text } = await answerTo('discover ida')
    expect(text).toContain('What to ask Ida\nAsk\n• “Which month hurt?” (assumption)\n• “What changed?”')
    expect(text).toContain('Ask whether it is worth it\n• “Who pays?”')
    expect(text).toContain('You know Ida by\n• Talks of month-ends')
    expect(text).not.toContain('Who answers the phone?')
  })

  test('a persona at another stage leaves out the questions of this one', async () => {
    expect((await answerTo('discover ollie renewal')).text).toContain('Who answers the phone?')
    expect((await answerTo('discover ollie purchase')).text).not.toContain('Who answers the phone?')
  })

  test("begins with the guide of the asker's function, or of the one that is named", async () => {
    for (const { found } of [await answerTo('discover support'), await answerTo('discover', 'support')])
      expect(found).toMatchObject({ found: 'entry', entries: [{ slug: 'support' }, { slug: 'all' }] })
  })
})

describe('a guide that a question finds', () => {
  const guides = {
    ...company(),
    'discovery/ida.yaml': {
      title: 'Books',
      questions: [
        { id: 'q1', persona: 'ida', text: 'Who closes the books?' },
        { id: 'q2', persona: 'ida', text: 'Since when?' },
      ],
    },
  }

  async function answered(slug: string, about?: string) {
    const asking = askingOf(await libraryOf(await folderOf(guides)))
    const { library } = asking
    const guide = findEntry(library, 'discovery', slug)
    if (!guide) throw new Error(`There is no guide ${slug}.`)
    const fit = { passages: [], about: findEntry(library, 'persona', about ?? ''), stage: undefined }
    return answerFrom(guide, fit, asking)
  }

  test.each([
    [
      'for one persona comes first, with what everybody is asked',
      'ida',
      undefined,
      ['ida', 'all', 'support'],
    ],
    ['for everybody comes first', 'all', undefined, ['all', 'support']],
    ['that others would come before is shown alone', 'support', undefined, ['support']],
    ['gives way to the one for whom the question is about', 'support', 'ida', ['ida', 'all', 'support']],
  ])('%s', async (_, slug, about, shown) => {
    expect(await answered(slug, about)).toMatchObject({
      found: 'entry',
      entries: shown.map((each) => ({ slug: each })),
    })
  })
})

describe('a buying committee', () => {
  test('says who sits there, who moves whom by name, what each needs and the play for each', async () => {
    const { text, found } = await answerTo('committee')
    expect(text).toContain('Small deals · usually 2–3 people')
    expect(text).toContain('• Ollie · decision maker: Signs')
    expect(text).toContain('• Ida → Ollie: Shows him the sum (assumption)')
    expect(text).toContain('• Ida: A quote by line')
    expect(text).toContain('• Ollie · at purchase: Call him')
    expect(text).not.toContain('A cost sheet')
    expect(found.next.map((each) => each.text)).toEqual(['What to give them', 'All of it'])
  })

  test('gives its content under the question of each step', async () => {
    const { text } = await answerTo('committee content of small deals')
    expect(text).toContain('3. By what do we choose?\n• Ida: A cost sheet (assumption)')
  })

  test('tells of one persona its role, what it needs, and whom it moves', async () => {
    const { text } = await answerTo('committee ida')
    expect(text).toContain('Role: influencer. Does the sums')
    expect(text).toContain('Moves: Ollie: Shows him the sum')
    expect(text).not.toContain('Signs')
  })
})

describe('a playbook', () => {
  test('shows the lines of the persona that was asked for first, and leaves out those of others', async () => {
    const { text, found } = await answerTo('talk track ida')
    expect(text).toContain('Opening words — Sales talk track, for Ida')
    expect(text).toContain('• Ida: “Your last close.” (assumption)\n• “Hello.”')
    expect(text).not.toContain('Your last order.')
    expect(found.next.map((each) => each.text)).toEqual(['All of it', 'Content', 'For Ollie'])
  })

  test('gives its content along the decision, with format and next step', async () => {
    const { text } = await answerTo('playbook content of opening words')
    expect(text).toContain('1. What is our problem, and what does it cost us?')
    expect(text).toContain('• A count sheet (assumption) · sheet · Count')
  })

  test('of a checklist is ticked, and has the steps of the stage that was asked for', async () => {
    const { text } = await answerTo('checklist renewal')
    expect(text).toContain('• ☐ Say hello (assumption)\n• ☐ Ida: Match the accounts')
    expect(text).toContain('Count again')
    expect(text).not.toContain('Switch it on')
  })

  test.each(['talk', 'track', 'talk track', 'sales talk-track', 'playbook talk track'])(
    '“%s” asks for the talk track',
    async (text) => expect((await answerTo(text)).found).toMatchObject({ entries: [{ slug: 'talk' }] }),
  )

  test('of a sort that nobody wrote is not made up', async () => {
    expect((await answerTo('playbook scorecard')).found).toMatchObject({
      ...{ found: 'nothing', question: 'the playbook scorecard' },
    })
  })
})

test('a list without a name is said in one way for every kind', async () => {
  expect((await answerTo('journey')).text).toMatch(/^2 journeys\.\n• /)
  expect((await answerTo('playbook')).text).toMatch(/^3 playbooks\.\n• /)
})
