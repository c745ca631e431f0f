import { describe, expect, test } from 'vitest'
import type { Found } from '#bot/commands/command.ts'
import { COMMANDS, interpret } from '#bot/commands/index.ts'
import { plainText } from '#bot/slack/plain-text.ts'
import { entryKey } from '#src/knowledge/entry.ts'
import { createLibrary, entriesOf } from '#src/knowledge/library.ts'
import { personaNamed, personaNamedAlmost, personasIn } from '#src/personas/find-persona.ts'
import { askingOf, DEMO, EXAMPLE, libraryOf } from '#test/support/library.ts'

const library = await libraryOf(DEMO)
const member = { id: 'm', handle: 'sam', name: 'Sam Whitlock', function: undefined }
const asking = { ...askingOf(library), asker: { member } }

/** What a text is taken for: the command and the entry that it opens, or the list or refusal that it gets. */
function meaningOf(text: string): string {
  const found = interpret(text, asking)
  return `${found.command}: ${found.found === 'entry' ? entryKey(found.entries[0]) : found.found}`
}

/** What each example of a command gets. A new example needs a line here. */
const EXAMPLES: Record<string, string> = {
  carla: 'question: persona/carla-operations-lead',
  finn: 'question: persona/finn-finance-lead',
  list: 'persona: overview',
  'prep northwind freight': 'prep: looked-up',
  prep: 'prep: looked-up',
  'objection too expensive': 'objection: objection/too-expensive',
  'objection finn no budget': 'objection: objection/no-budget',
  objection: 'objection: overview',
  'playbook sales': 'playbook: overview',
  'playbook support carla': 'playbook: overview',
  playbook: 'playbook: overview',
  'playbook support carla renewal': 'playbook: playbook/ticket-patterns',
  'talk track carla': 'playbook: playbook/opening-talk-track',
  'checklist onboarding': 'playbook: playbook/onboarding-checklist',
  'journey carla': 'journey: journey/carla',
  'journey carla renewal': 'journey: journey/carla',
  'journey renewal': 'journey: journey/ola',
  journey: 'journey: overview',
  'discover carla': 'discover: discovery/questions-for-carla',
  'discover finn purchase': 'discover: discovery/questions-for-finn',
  discover: 'discover: discovery/questions-for-everybody',
  'committee carla': 'committee: committee/one-or-two-sites',
  committee: 'committee: overview',
  'profile carla': 'profile: persona/carla-operations-lead',
  'evidence ravi': 'evidence: persona/ravi-systems-lead',
  evidence: 'evidence: overview',
  'evidence ravi questions': 'evidence: overview',
  'evidence methods': 'evidence: overview',
  'evidence ways to research': 'evidence: overview',
  buyers: 'buyers: records',
  'buyers by industry 20+': 'buyers: records',
  campaigns: 'campaigns: records',
  'campaigns 20+': 'campaigns: records',
  'campaigns spend': 'campaigns: records',
  feeds: 'feeds: records',
  'feeds ad spend': 'feeds: records',
  field: 'field: overview',
  'field renewal date': 'field: field/renewal-date',
  negative: 'negative: persona/gus-november-buyer',
  'negative gus': 'negative: persona/gus-november-buyer',
  'value carla': 'value: argument/efficiency',
  'value finn risk': 'value: argument/risk',
  'value growth': 'value: argument/growth',
  'jobs carla': 'jobs: job/hand-over-the-shift',
  'job get through peak': 'jobs: job/get-through-peak',
  jobs: 'jobs: overview',
  'vs tourmin carla': 'vs: competitor/tourmin',
  vs: 'vs: overview',
  'competitors carla': 'vs: overview',
  'compare carla finn': 'compare: persona/carla-operations-lead',
  'carla vs finn': 'vs: persona/carla-operations-lead',
  'brief carla new onboarding': 'brief: overview',
  'brief finn': 'brief: overview',
  brief: 'brief: overview',
  briefs: 'briefs: records',
  'heard we only found out in the meeting': 'heard: form',
  heard: 'heard: form',
  themes: 'themes: theme/provable-hours',
  'themes carla': 'themes: theme/provable-hours',
  'history carla': 'history: records',
  'history carla versions 1 to 2': 'history: records',
  'history objection too expensive': 'history: records',
  rules: 'rules: overview',
  runs: 'runs: records',
  signals: 'signals: records',
  'signals price page visited': 'signals: entry',
  alerts: 'alerts: records',
  'alerts try escalations pile up': 'alerts: records',
  'runs kpi-review': 'runs: records',
  kpi: 'kpi: records',
  'kpi retention': 'kpi: records',
  'kpi carla': 'kpi: records',
  'kpi carla win rate': 'kpi: records',
  'kpi nps why': 'kpi: records',
  'kpi retention 2026-09': 'kpi: records',
  'scorecard support': 'scorecard: records',
  'scorecard support carla': 'scorecard: records',
  'scorecard health october': 'scorecard: records',
  'scorecard sales why': 'scorecard: records',
  experiments: 'experiments: records',
  validation: 'validation: records',
  'validation carla': 'validation: records',
  'validation why': 'validation: records',
  'met northwind freight': 'met: looked-up',
  clv: 'clv: records',
  'clv carla': 'clv: records',
  'clv churn': 'clv: records',
  'clv support': 'clv: records',
  'clv expansion': 'clv: records',
  'clv why': 'clv: records',
  'clv carla why': 'clv: records',
  predict: 'predict: looked-up',
  'predict carla': 'predict: looked-up',
  'predict northwind freight': 'predict: looked-up',
  'predict expansion': 'predict: looked-up',
  'predict clv': 'predict: looked-up',
  'predict why': 'predict: looked-up',
  emerging: 'emerging: records',
  'clv renewal': 'clv: records',
  'clv questions': 'clv: records',
  'clv levers': 'clv: records',
  'clv curves': 'clv: records',
  'clv marketing': 'clv: records',
  'clv sales': 'clv: records',
  'clv product': 'clv: records',
  'clv renewal carla': 'clv: records',
  'scenario onboarding 14 days shorter': 'scenario: records',
  'scenario onboarding two weeks shorter carla': 'scenario: records',
  'scenario one ticket fewer a month': 'scenario: records',
  'scenario 20 % fewer tickets carla': 'scenario: records',
  'scenario 2 days more use carla': 'scenario: records',
  scenario: 'scenario: overview',
  adoption: 'adoption: records',
  board: 'board: records',
  training: 'training: records',
  disputes: 'disputes: records',
  'who northwind freight': 'who: records',
  'who FB-00012': 'who: records',
  'tag northwind freight carla': 'tag: records',
  'tag northwind freight': 'tag: records',
  reconcile: 'reconcile: records',
  'tag-rules': 'tag-rules: overview',
  decisions: 'decisions: overview',
  decide: 'decide: overview',
  'decide weights': 'decide: form',
  'workshop carla': 'workshop: records',
  workshop: 'workshop: overview',
  health: 'health: records',
  'health symptoms': 'health: records',
  'health maturity': 'health: records',
  'health pitfalls': 'health: records',
  'health roadmap': 'health: records',
  'what is carla afraid of?': 'question: persona/carla-operations-lead',
  'how do I answer finn when there is no budget?': 'question: objection/no-budget',
}

describe('every example of every command is answered from the entry that it is about', () => {
  test.each(COMMANDS.flatMap(({ name, examples }) => examples.map((example) => [name, example] as const)))(
    '%s: %s',
    (_, example) => expect(meaningOf(example)).toBe(EXAMPLES[example]),
  )
})

test.each(['too expansive', 'to expensve', 'too expnsive', 'carla too expansive'])(
  'objection %s',
  (typed) => {
    expect(meaningOf(`objection ${typed}`)).toBe('objection: objection/too-expensive')
  },
)

test.each([
  ["what's the retention of carla", 'kpi: records'],
  ['how is carla’s churn?', 'kpi: records'],
  ['how much is carla worth?', 'clv: records'],
  ['which persona is the most profitable', 'clv: records'],
  ['clv leaving', 'clv: records'],
])('what is reckoned is answered with its number: %s', (text, meant) => expect(meaningOf(text)).toBe(meant))

test('a KPI is asked for by each of its names, also by one that an entry nearly has', () => {
  const names = entriesOf(asking.library, 'kpi').flatMap((kpi) => kpi.names)
  expect(names.length).toBeGreaterThan(20)
  expect(names.filter((name) => meaningOf(`kpi ${name}`) !== 'kpi: records')).toEqual([])
})

test('every command has examples, and the help shows the first of each, one line a command', () => {
  expect(COMMANDS.filter(({ examples }) => examples.length === 0)).toEqual([])
  const help = interpret('help', asking)
  const shown = help.found === 'overview' ? plainText(help.blocks).split('\n') : []
  expect(shown.slice(1, -1).map((line) => line.length)).toSatisfy(
    (lengths: number[]) => Math.max(...lengths) < 68,
  )
  expect(shown.length).toBe(COMMANDS.length + 2)
  for (const { examples, does } of COMMANDS) expect(shown).toContain(`• ${examples[0]} ${does}`)
})

/** Characters of a button, its edges among them, that a phone shows of it. */
const width = ({ text }: { text: string }) => Math.min(text.length, 28) + 3

test('the buttons to the next question take two rows of a phone at most', () => {
  for (const { examples } of COMMANDS)
    for (const example of examples) {
      const { next } = interpret(example, asking)
      expect(
        next.map(width).reduce((sum, each) => sum + each, 0),
        example,
      ).toBeLessThan(90)
    }
})

test('many playbooks are listed by function on one screen, and opened by it', () => {
  const found = interpret('playbook', asking)
  const shown = found.found === 'overview' ? plainText(found.blocks) : ''
  expect(shown.length).toBeLessThan(1200)
  for (const { title } of entriesOf(library, 'playbook')) expect(shown).toContain(title)
  expect(found.next.map(({ ask }) => meaningOf(ask).split('/')[0])).toSatisfy((all: string[]) =>
    all.every((each) => each === 'playbook: overview' || each === 'playbook: playbook'),
  )
})

test.each(['hi', 'Hello there!', '👍', '???', 'Thanks!', 'ok, thanks', 'Perfect.'])(
  '“%s” asks for nothing, and is noted for nobody',
  (text) => expect(meaningOf(text)).toBe('courtesy: overview'),
)

test.each(['?', 'thanks to whom does carla listen?', 'ok with finance?'])('“%s” asks for something', (text) =>
  expect(meaningOf(text)).not.toMatch(/^courtesy/),
)

test('a brief keeps its title as it was typed', () => {
  const found = interpret('brief Carla 🙂 the Peak check, v2.0', asking)
  const shown = found.found === 'overview' ? plainText(found.blocks) : ''
  expect(shown).toMatch(/^🙂 the Peak check, v2\.0: persona alignment\n/)
})

test('the help of another company names its own personas and objections', async () => {
  const elsewhere = { ...asking, library: await libraryOf(EXAMPLE) }
  const help = interpret('help', elsewhere)
  const shown = help.found === 'overview' ? plainText(help.blocks) : ''
  expect(shown).toContain('• what is owner ollie afraid of? ')
  expect(shown).toContain('• objection i have no time for this ')
  expect(shown).toContain('• vs the free inbox owner ollie ')
  expect(shown).not.toMatch(/carla|finn|tourmin/)
})

describe('one meaning, whatever the order and the spelling', () => {
  test.each([
    ['support playbook carla', 'playbook: overview'],
    ['carla support playbook', 'playbook: overview'],
    ['show me the playbook for support', 'playbook: overview'],
    ['finn no budget objection', 'objection: objection/no-budget'],
    ['objecton too expensive', 'objection: objection/too-expensive'],
    ['sales playbook renewal', 'playbook: playbook/renewal-rescue'],
    ['renewal playbook sales', 'playbook: playbook/renewal-rescue'],
    ['carla journey renewal', 'journey: journey/carla'],
    ['renewal journey of carla', 'journey: journey/carla'],
    ['lifecycle finn', 'journey: journey/finn'],
    ['carla at renewal?', 'question: journey/carla'],
    ['finn discovery questions', 'discover: discovery/questions-for-finn'],
    ['carla renewal support playbook', 'playbook: playbook/ticket-patterns'],
    ['carla talk track', 'playbook: playbook/opening-talk-track'],
    ['product scorecard', 'playbook: playbook/product-scorecard'],
    ['campain brief', 'question: playbook/campaign-brief'],
    [
      'an account says its client pays nothing until the hours are proven and asks whether that is something we can help with',
      'question: job/prove-the-hours',
    ],
    ['buying committee one or two sites', 'committee: committee/one-or-two-sites'],
    ['stakeholders tender', 'committee: committee/whole-group'],
    ['ravi sources', 'evidence: persona/ravi-systems-lead'],
    ['research on finn', 'evidence: persona/finn-finance-lead'],
    ['evidence juggling', 'evidence: nothing'],
    ['who should we not sell to?', 'question: persona/gus-november-buyer'],
    ['which leads do we turn away?', 'question: persona/gus-november-buyer'],
    ['which negative personas do we have?', 'question: persona/gus-november-buyer'],
    ['negative personas', 'negative: persona/gus-november-buyer'],
    ['disqualify leads', 'negative: persona/gus-november-buyer'],
    ['exclude nils', 'negative: persona/nils-one-shift-owner'],
    ['negative juggling', 'negative: nothing'],
    ['journey gus', 'journey: nothing'],
    ['committee juggling', 'committee: nothing'],
  ])('%s → %s', (text, expected) => expect(meaningOf(text)).toBe(expected))

  test.each([
    'Which persona has the highest lifetime value?',
    'what is the CLV of Carla?',
    'why is the CLV of Gus so low?',
  ])('%s is answered by the numbers', (text) => expect(meaningOf(text)).toBe('clv: records'))

  test('a question is a question, whatever verb it holds', () => {
    expect(meaningOf('which playbook helps when carla wants to leave?')).toMatch(/^question: /)
  })
})

describe('words lead to what they name', () => {
  test.each([
    ['', 'persona: overview'],
    ['   ', 'persona: overview'],
    ['HELP', 'help: overview'],
    ['?', 'help: overview'],
    ['personas', 'persona: overview'],
    ['which personas do we have?', 'question: overview'],
    ['Carla', 'question: persona/carla-operations-lead'],
    ['carla-operations-lead', 'question: persona/carla-operations-lead'],
    ['Persona B', 'question: persona/finn-finance-lead'],
    ['the technical evaluator', 'question: persona/ravi-systems-lead'],
    ['Network Director', 'question: persona/ola-network-director'],
    ['technical evaluater', 'question: persona/ravi-systems-lead'],
    ['profile karla', 'profile: persona/carla-operations-lead'],
    ['profile zorro', 'profile: nothing'],
    ['Objection  FINN  Too Expensive', 'objection: objection/too-expensive'],
    ['objections for carla', 'objection: overview'],
    ['objection we need it in Klingon', 'objection: nothing'],
    ['playbook renewal', 'playbook: playbook/renewal-rescue'],
    ['playbook sales first call', 'playbook: playbook/first-call'],
    ['playbooks for Ola', 'playbook: overview'],
    ['playbook customer success', 'playbook: overview'],
    ['playbook juggling', 'playbook: nothing'],
    ['*carla* _?_', 'question: persona/carla-operations-lead'],
  ])('%s → %s', (text, meaning) => expect(meaningOf(text)).toBe(meaning))
})

test('an objection is told as the named persona means it, with the others a button away', () => {
  const found = interpret('objection finn too expensive', asking)
  expect(found).toMatchObject({ shown: { view: 'objection', persona: 'finn-finance-lead' } })
  expect(found.next.map(({ text }) => text)).toEqual(['From Carla', 'From Ola', 'From Ravi'])
})

test('every button leads to an answer', () => {
  const lost: string[] = []
  const seen = new Set<string>()
  const follow = ({ next }: Found) => {
    for (const { ask } of next) {
      if (seen.has(ask)) continue
      seen.add(ask)
      const found = interpret(ask, asking)
      if (found.found === 'nothing') lost.push(ask)
      follow(found)
    }
  }
  const starts = ['list', 'help', 'objection', 'playbook', 'journey', 'discover', 'committee']
  for (const start of [...starts, 'jobs carla', 'value', 'vs', 'compare', 'themes', 'evidence', 'negative'])
    follow(interpret(start, asking))
  expect(seen.size).toBeGreaterThan(50)
  expect(lost).toEqual([])
})

test('an empty knowledge base says how to fill it, and answers nothing', () => {
  const empty = askingOf(createLibrary().library)
  const list = interpret('', empty)
  expect(list.found === 'overview' && plainText(list.blocks)).toContain(
    'npm run -s dramatis -- init personas',
  )
  for (const text of [
    'carla',
    'objection too expensive',
    'playbook sales',
    'profile carla',
    'what is carla afraid of?',
  ])
    expect(interpret(text, empty)).toMatchObject({ found: 'nothing', nearest: [] })
})

test('ten thousand characters of anything are a question that nothing answers', () => {
  for (const text of ['a'.repeat(10_000), 'zorro '.repeat(1600), '経理'.repeat(5000)])
    expect(interpret(text, asking)).toMatchObject({ found: 'nothing' })
  expect(meaningOf('🙂'.repeat(5000))).toBe('courtesy: overview')
})

describe('the names of personas', () => {
  test.each([
    ['Finn says the price is too high', ['finn-finance-lead'], 'says the price is too high'],
    ["Carla's fears", ['carla-operations-lead'], 's fears'],
    ['the economic buyer and the mid-market ops', ['finn-finance-lead', 'carla-operations-lead'], ''],
    ['what the CFO wants', ['finn-finance-lead'], 'what the wants'],
    ['objections of Persona C', ['ola-network-director'], 'objections of'],
    ['nobody at all', [], 'nobody at all'],
  ])('in “%s”', (text, slugs, rest) => {
    const named = personasIn(library, text)
    expect([named.personas.map(({ slug }) => slug), named.rest]).toEqual([slugs, rest])
  })

  test('are known by any of their names, and by a name with a mistake', () => {
    expect(personaNamed(library, 'OPERATIONS LEADS')?.slug).toBe('carla-operations-lead')
    expect(personaNamed(library, 'operation leed')).toBeUndefined()
    expect(personaNamedAlmost(library, 'operation leed')?.slug).toBe('carla-operations-lead')
    expect(personaNamedAlmost(library, 'somebody else')).toBeUndefined()
  })
})
