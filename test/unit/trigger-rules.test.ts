import { describe, expect, test } from 'vitest'
import { sayFault } from '#src/knowledge/fault.ts'
import { entriesOf } from '#src/knowledge/library.ts'
import { readFolder } from '#src/knowledge/read-folder.ts'
import { heldBack, type KnownEvent } from '#src/triggers/decide.ts'
import { wouldFire } from '#src/triggers/dry-run.ts'
import { receiverOf } from '#src/triggers/route.ts'
import { makeRule } from '#src/triggers/rules.ts'
import { fillIn, placesIn } from '#src/triggers/said.ts'
import { trigger } from '#src/triggers/trigger.ts'
import { folderOf } from '#test/support/folder.ts'
import { DEMO, libraryOf, NOW } from '#test/support/library.ts'

const library = await libraryOf(DEMO)

const bodyOf = (said: object) =>
  trigger.body.parse({
    family: 'support',
    on: ['ticket-escalated'],
    condition: "count('ticket-escalated', 14) >= 3",
    says: "opened {count('ticket-escalated', 14)} escalations in 14 days",
    ...said,
  })

function faultsOf(said: object): string[] {
  const faults: string[] = []
  trigger.check(bodyOf(said), (path, expected) => faults.push(`${path.join('.')}: ${expected}`))
  return faults
}

describe('a trigger is refused where it is proposed', () => {
  test.each([
    [
      { condition: 'account.seatz > 5' },
      /^condition: .*at column 9: there is no field seatz; did you mean seats\?/,
    ],
    [{ condition: "count('ticket-escalated', 14) > 'three'" }, /^condition: .*at column/],
    [{ condition: "account.name.matches('(a+)+$')" }, /^condition: .*at column 1.*patterns are not taken/],
    [{ condition: "count('ticket-escalated', 14)" }, /^condition: .*a rule is true or false/],
    [{ on: [], condition: "event.name == 'Opened'" }, /^condition: .*at column/],
    [{ says: 'opened {three} tickets' }, /^says: a counter such as/],
    [{ says: 'has {account.seatz} seats' }, /^says: a counter, or a field that is known/],
    [{ tell: 'named' }, /^person: the person or the channel/],
  ])('%o', (said, expected) => {
    expect(faultsOf(said)).toEqual([expect.stringMatching(expected)])
  })

  test('what is wrong is told with its file, its line and its column', async () => {
    const text = 'title: T\nfamily: support\non: [ticket-escalated]\ncondition: account.seats >\nsays: x\n'
    const { faults } = await readFolder(await folderOf({ 'triggers/t.yaml': text }))
    expect(faults.map(sayFault)).toEqual([
      expect.stringMatching(
        /^triggers\/t\.yaml:4 condition: found .*at column 16: something is missing at the end/,
      ),
    ])
  })

  test('all of the demo company can be told, and there is one of every family', () => {
    const all = entriesOf(library, 'trigger')
    for (const { body } of all) expect(faultsOf(body)).toEqual([])
    expect(new Set(all.map(({ body }) => body.family))).toEqual(
      new Set(['behavioural', 'communication', 'support', 'monetary']),
    )
  })
})

describe('whom it tells', () => {
  const told = { tell: 'account-owner', person: 'lou', channel: 'C0SALES' } as const
  test.each([
    [told, { owner: 'jonas' }, { reader: 'jonas' }],
    [told, { owner: 'Jonas@Ferrybell.example' }, { reader: 'jonas' }],
    [told, { owner: 'somebody@elsewhere.example' }, { reader: 'lou' }],
    [{ ...told, person: undefined }, {}, { channel: 'C0SALES' }],
    [{ ...told, tell: 'named' as const }, { owner: 'jonas' }, { reader: 'lou' }],
    [{ tell: 'account-owner' as const, person: undefined, channel: undefined }, {}, { reader: 'mina' }],
  ])('%o of %o', (body, account, receiver) => {
    expect(receiverOf(body, account, library)).toEqual(receiver)
  })
})

test('nobody gets more of one trigger than its cap, nor more than five in all; channels count for themselves', () => {
  const one = (to: string, name: string) => ({ to, trigger: name, cap: 2 })
  expect(heldBack([one('a', 'x'), one('a', 'x'), one('a', 'x'), one('b', 'x')], [])).toEqual([
    false,
    false,
    true,
    false,
  ])
  const sent = [{ to: 'a', trigger: 'y', count: 4 }]
  expect(heldBack([one('a', 'x'), one('a', 'z')], sent)).toEqual([false, true])
})

test('a sentence is filled in with counters and fields, and says so where something is not known', () => {
  expect(placesIn("{count('a', 7)} of {account.attributes.plan}").map(({ fault }) => fault)).toEqual([
    undefined,
    undefined,
  ])
  expect(fillIn('took {count("a", 7)} of {account.seats}', ({ need }) => (need ? 3.25 : undefined))).toBe(
    'took 3.3 of ?',
  )
})

describe('the dry run', () => {
  const at = (days: number) => NOW.subtract({ hours: 24 * days })
  const event = (days: number, signal = 'ticket-escalated'): KnownEvent => ({
    id: `${signal}-${days}`,
    name: undefined,
    family: undefined,
    accountId: 'a',
    properties: {},
    at: at(days),
    signal,
  })
  const account = {
    ...{ id: 'a', name: 'A', persona: undefined, owner: undefined, stage: 'adoption' },
    facts: { id: 'a' },
  }
  const mornings = Array.from({ length: 90 }, (_, index) => at(90 - index))
  const firedOn = (said: object, events: KnownEvent[]) =>
    wouldFire(makeRule(bodyOf(said), { slug: 't', version: 1, title: 'T' }), {
      account,
      events: events.toSorted((a, b) => Temporal.Instant.compare(a.at, b.at)),
      from: at(90),
      mornings,
    }).map((each) => Math.round(NOW.since(each.at).total('days')))

  test('fires by the time of the events, again only after it was over and its cooldown ended', () => {
    const events = [60, 59, 58, 57, 30, 29, 28, 9, 8, 7].map((days) => event(days))
    expect(firedOn({}, events)).toEqual([58, 28, 7])
    expect(firedOn({ cooldown: 'P40D' }, events)).toEqual([58, 7])
    // The second three begin before the first are over.
    expect(
      firedOn(
        {},
        [30, 29, 28, 16, 15, 14].map((days) => event(days)),
      ),
    ).toEqual([28])
  })

  test('finds what did not happen on the morning on which it was late', () => {
    const said = {
      on: [],
      condition:
        "last('trial-started') >= 5 && last('trial-started') < 14 && count('hand-off-sent', 14) == 0",
      says: 'is late',
    }
    expect(firedOn(said, [event(40, 'trial-started')])).toEqual([35])
    expect(firedOn(said, [event(40, 'trial-started'), event(38, 'hand-off-sent')])).toEqual([])
  })
})
