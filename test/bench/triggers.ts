import { Engine, type RuleProperties } from 'json-rules-engine'
import { runningEnvironment } from '#src/rules/environment.ts'
import type { RuleFacts } from '#src/rules/facts.ts'
import { counterKey } from '#src/rules/needs.ts'
import { parseRule } from '#src/rules/parse.ts'
import type { KnownAccount } from '#src/triggers/accounts.ts'
import { firing, type KnownEvent } from '#src/triggers/decide.ts'
import { eventFacts, metBy } from '#src/triggers/looking.ts'
import { makeRule, type TriggerRule, type TriggerRules } from '#src/triggers/rules.ts'
import { trigger } from '#src/triggers/trigger.ts'
import { type Bench, type Figure, quantile, seeded } from './bench.ts'

const EVENTS = 100_000
const RULES = 50
const ACCOUNTS = 5000
const SIGNALS = 10
const AT_ONCE = 500
/** The ways take turns over so many parts of the events, since the machine is not the same all the time. */
const PARTS = 10
/** The other engine is so much slower that it is asked less. */
const OTHERS_EVENTS = 1000
const NOW = Temporal.Instant.from('2026-11-20T12:00:00Z')

/** What a rule asks, as CEL and as the other engine is told it. All of them ask for three things. */
const asked = (number: number) => ({
  mrr: 100 * (number % 40),
  amount: 20 * (number % 50),
  times: 1 + (number % 5),
})

const conditionOf = (number: number): string => {
  const { mrr, amount, times } = asked(number)
  return `account.mrr > ${mrr} && event.properties.amount >= ${amount} && count('signal-${number % SIGNALS}', 14) >= ${times}`
}

function rulesFor(listenTo: (number: number) => string[]): TriggerRules {
  const all = Array.from({ length: RULES }, (_, number): TriggerRule => {
    const said = { family: 'support', on: listenTo(number), condition: conditionOf(number), says: 'did it' }
    return makeRule(trigger.body.parse(said), { slug: `rule-${number}`, version: 1, title: `Rule ${number}` })
  })
  const signals = Array.from({ length: SIGNALS }, (_, index) => `signal-${index}`)
  const bySignal = new Map(
    signals.map((signal) => [signal, all.filter(({ body }) => body.on.includes(signal))]),
  )
  return { all: new Map(all.map((rule) => [rule.slug, rule])), bySignal, daily: [] }
}

type World = { accounts: Map<string, KnownAccount>; events: KnownEvent[]; facts: Map<KnownEvent, RuleFacts> }

function inventWorld(): World {
  const random = seeded(8)
  const whole = (most: number) => Math.floor(random() * most)
  const signals = Array.from({ length: SIGNALS }, (_, index) => `signal-${index}`)
  const counters = new Map<string, Map<string, number>>()
  const accounts = new Map(
    Array.from({ length: ACCOUNTS }, (_, index): [string, KnownAccount] => {
      const id = `account-${index}`
      counters.set(
        id,
        new Map(signals.map((signal) => [counterKey({ of: 'count', signal, days: 14 }), whole(6)])),
      )
      const facts = { id, name: id, stage: 'adoption', mrr: whole(5000), attributes: {} }
      return [id, { id, name: id, persona: undefined, owner: undefined, stage: 'adoption', facts }]
    }),
  )
  const at = new Date(NOW.epochMilliseconds)
  const facts = new Map<KnownEvent, RuleFacts>()
  const events = Array.from({ length: EVENTS }, (_, index): KnownEvent => {
    const accountId = `account-${whole(ACCOUNTS)}`
    const event = {
      ...{ id: `event-${index}`, name: 'Event', family: 'support', accountId },
      signal: signals[whole(SIGNALS)] ?? '',
      at: NOW.subtract({ minutes: whole(1000) }),
      properties: { amount: whole(1000) },
    }
    const account = accounts.get(accountId)?.facts ?? {}
    facts.set(event, {
      account,
      event: eventFacts(event),
      counters: counters.get(accountId) ?? new Map(),
      at,
    })
    return event
  })
  return { accounts, events, facts }
}

/** Every rule listens to everything: as many evaluations as the bare loop, and what is decided of them. */
function ours({ accounts, facts }: World, rules: TriggerRules, events: KnownEvent[]): number {
  let fired = 0
  const none: RuleFacts = { account: {}, at: new Date() }
  for (let start = 0; start < events.length; start += AT_ONCE) {
    const page = events.slice(start, start + AT_ONCE)
    const met = metBy(page, rules, accounts, (_, event) => facts.get(event) ?? none)
    fired += firing(met, new Map(), NOW).fire.length
  }
  return fired
}

/** The compiled programs one after the other, and nothing else. */
function bareLoop({ facts }: World): (events: KnownEvent[]) => number {
  let current: RuleFacts | undefined
  const env = runningEnvironment(() => current)
  const programs = Array.from({ length: RULES }, (_, number) => parseRule(env, conditionOf(number)))
  return (events) => {
    let met = 0
    for (const event of events) {
      current = facts.get(event)
      for (const program of programs) if (program(current) === true) met += 1
    }
    return met
  }
}

function otherEngine(): Engine {
  const engine = new Engine()
  for (let number = 0; number < RULES; number += 1) {
    const { mrr, amount, times } = asked(number)
    const rule: RuleProperties = {
      conditions: {
        all: [
          { fact: 'account', path: '$.mrr', operator: 'greaterThan', value: mrr },
          { fact: 'event', path: '$.properties.amount', operator: 'greaterThanInclusive', value: amount },
          { fact: `signal-${number % SIGNALS}`, operator: 'greaterThanInclusive', value: times },
        ],
      },
      event: { type: `rule-${number}` },
    }
    engine.addRule(rule)
  }
  return engine
}

async function othersPerSecond({ events, facts }: World): Promise<number> {
  const engine = otherEngine()
  const begun = performance.now()
  for (const event of events.slice(0, OTHERS_EVENTS)) {
    const { account, event: said, counters } = facts.get(event) ?? {}
    const counted = [...(counters ?? [])].map(([key, value]) => [key.split(' ')[1] ?? '', value])
    await engine.run({ account, event: said, ...Object.fromEntries(counted) })
  }
  return (OTHERS_EVENTS * RULES) / ((performance.now() - begun) / 1000)
}

function seconds(run: () => unknown): number {
  const begun = performance.now()
  run()
  return (performance.now() - begun) / 1000
}

export const triggers: Bench = {
  name: 'triggers',
  measures: `${RULES} triggers looked at upon ${EVENTS.toLocaleString('en')} events, beside the bare programs and json-rules-engine; nothing is written`,
  async run(): Promise<Figure[]> {
    const world = inventWorld()
    const everything = Array.from({ length: SIGNALS }, (_, index) => `signal-${index}`)
    const all = rulesFor(() => everything)
    const indexed = rulesFor((number) => [`signal-${number % SIGNALS}`])
    const bare = bareLoop(world)
    const parts = Array.from({ length: PARTS }, (_, part) =>
      world.events.slice((part * EVENTS) / PARTS, ((part + 1) * EVENTS) / PARTS),
    )
    const [warm = []] = parts
    bare(warm)
    ours(world, all, warm)
    const rounds = parts.map((part) => ({
      bare: seconds(() => bare(part)),
      ours: seconds(() => ours(world, all, part)),
      indexed: seconds(() => ours(world, indexed, part)),
    }))
    const middle = (pick: (round: (typeof rounds)[number]) => number) => quantile(rounds.map(pick), 0.5)
    const rate = (EVENTS * RULES) / rounds.reduce((sum, round) => sum + round.ours, 0)
    const others = await othersPerSecond(world)
    return [
      { figure: 'evaluations', value: rate, unit: 'a second' },
      {
        figure: 'ratio',
        value: middle((round) => round.bare / round.ours),
        unit: '×',
        peer: 'a bare loop over the compiled programs',
        bound: 'at least 0.5',
      },
      {
        figure: 'other',
        value: rate / others,
        unit: '×',
        peer: 'json-rules-engine, asked the same',
        bound: 'at least 10',
      },
      {
        figure: 'indexed',
        value: middle((round) => round.bare / round.indexed),
        unit: '×',
        peer: 'the bare loop, where each trigger listens to one of ten signals',
      },
    ]
  },
}
