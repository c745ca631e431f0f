import { describe, expect, test } from 'vitest'
import { interpret } from '#bot/commands/index.ts'
import { draw } from '#bot/views/shown.ts'
import { entryKey } from '#src/knowledge/entry.ts'
import { askingOf, DEMO, libraryOf } from '#test/support/library.ts'

const asking = askingOf(await libraryOf(DEMO))

/** What a question is answered from, and for whom or from which fields; or that it isn't. */
function answerTo(text: string): string {
  const found = interpret(text, asking)
  if (found.found !== 'entry') return found.found
  const { entries, shown } = found
  const [entry] = entries
  if (shown.view === 'objection') return [entryKey(entry), String(shown.persona).split('-')[0]].join(' ')
  if (shown.view !== 'claims') return entryKey(entry)
  const fields = draw(shown, asking)?.claims ?? []
  return [entryKey(entry), ...new Set(fields.map(({ field }) => field))].join(' ')
}

const ANSWERED = [
  ['what does the CFO care about', 'persona/finn-finance-lead motives'],
  ['who is Persona C', 'persona/ola-network-director'],
  ['tell me about carla', 'persona/carla-operations-lead'],
  ['Finn says the price is too high', 'objection/too-expensive finn'],
  ['they say it is too expensive', 'objection/too-expensive carla'],
  ['call me again after Christmas', 'objection/not-before-peak carla'],
  ['GDPR, where is data hosted', 'objection/security-and-compliance ola'],
  ["drivers won't use it", 'objection/my-team-wont-use-it carla'],
  ['does it connect to SAP', 'objection/erp-integration ravi'],
  ['works council', 'objection/works-council ola'],
  ['Ola: the union will say no', 'objection/works-council ola'],
  ['how do I answer finn when there is no budget?', 'objection/no-budget finn'],
  ['discovery questions', 'discovery/questions-for-everybody'],
  ['save an account before renewal', 'playbook/renewal-rescue'],
  ['customer opened 3 escalations', 'playbook/rescue-after-escalation'],
  ['how do I brief an agency', 'playbook/campaign-brief'],
  ['what is carla afraid of?', 'persona/carla-operations-lead fears'],
  ["what are Ravi's pain points", 'persona/ravi-systems-lead pains'],
  ['where does Ola read', 'persona/ola-network-director research channels'],
  ['how does finn decide', 'persona/finn-finance-lead decisionLogic decisionRules'],
  ['what should I never say to ravi', 'persona/ravi-systems-lead neverSay'],
  ['proof for carla', 'persona/carla-operations-lead proofPoints'],
  ['who do we turn away', 'persona/gus-november-buyer'],
  ['who turns away', 'persona/gus-november-buyer'],
  ['who should we not sell to', 'persona/gus-november-buyer'],
  ['what objections does finn raise', 'persona/finn-finance-lead objections'],
  ['which references does Ola trust', 'persona/ola-network-director trusts'],
  ['how does carla measure success', 'persona/carla-operations-lead successMetrics'],
  ['they already use Kolonna', 'objection/we-already-have-a-tool carla'],
  ['customer is angry and escalated', 'playbook/rescue-after-escalation'],
  ['negative persona', 'persona/gus-november-buyer'],
  ['what does churn mean', 'vocabulary/churn'],
  ['how much does it cost', 'vocabulary/price'],
  ['what is a hand-off', 'vocabulary/manual-hand-off'],
  ['how do we count outages', 'vocabulary/downtime'],
  ['what does finn ask when signing', 'journey/finn questions'],
  ['how does ravi leave us', 'journey/ravi'],
  ['how does ravi influence carla', 'committee/one-or-two-sites influences'],
  ['a company with 18 vans asks for a demo', 'persona/nils-one-shift-owner exclusionCriteria'],
  ['a company with fourteen trucks asks for a demo', 'persona/nils-one-shift-owner exclusionCriteria'],
  ['theme for figures that are proven', 'theme/provable-hours'],
] as const

const MISTYPED = [
  ['karla', 'persona/carla-operations-lead'],
  ['what is karla afraid of', 'persona/carla-operations-lead fears'],
  ['what is carla afriad of', 'persona/carla-operations-lead fears'],
  ['too expencive', 'objection/too-expensive carla'],
  ['integartion with our ERP', 'objection/erp-integration ravi'],
  ['renewel rescue', 'playbook/renewal-rescue'],
  ['spending freze', 'objection/no-budget carla'],
  ['fieldmose strengths', 'competitor/fieldmouse'],
  ['objection: to complicated', 'objection/too-complex carla'],
] as const

const UNANSWERED = [
  'Do we give resellers a commission?',
  'Can it run on-premise?',
  'Is there an AI demand forecast?',
  'Which personas do we have in the United States?',
  'What is the weather in Hamburg?',
  'Who won the world cup?',
  "What is Finn's favourite colour?",
  'Do we support Arabic?',
  'Who is our ideal customer?',
  'Do we integrate with Salesforce?',
  'Does Ravi prefer GraphQL?',
  'Can we white-label the product?',
  'What is our refund policy for hardware?',
  "What's for lunch today?",
  'Can somebody tell me how many days of parental leave I have left this year and who approves them?',
]

describe('a question is answered from the entry that it is about', () => {
  test.each(ANSWERED)('%s → %s', (question, answer) => expect(answerTo(question)).toBe(answer))
})

test('what comes nearly as near as the answer is a button away', () => {
  const offered = (text: string) => interpret(text, asking).next.map((next) => next.text)
  expect(offered('what do we do with gus accounts in february')).toEqual(['Programmes to keep and to grow'])
  expect(offered('too expensive')).toEqual(['From Finn', 'From Ola', 'From Ravi'])
})

describe('a mistyped question finds what was meant', () => {
  test.each(MISTYPED)('%s → %s', (question, answer) => expect(answerTo(question)).toBe(answer))
})

describe('a question that nothing verified answers is refused, with what comes nearest', () => {
  test.each(UNANSWERED)('%s', (question) =>
    expect(interpret(question, asking)).toMatchObject({ found: 'nothing', question }),
  )
})
