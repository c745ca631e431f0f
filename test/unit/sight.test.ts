import { describe, expect, test } from 'vitest'
import { plainText } from '#bot/slack/plain-text.ts'
import { keptFrom, leftOutLine } from '#bot/views/left-out.ts'
import { withoutCost } from '#src/campaigns/seen.ts'
import { hiddenFrom, viewerOf } from '#src/dictionary/sight.ts'
import type { AccountFacts } from '#src/preparation/facts.ts'
import { seenFacts } from '#src/preparation/seen.ts'
import { DEMO, libraryOf } from '#test/support/library.ts'

// In the demo company the cost of campaigns is seen by board and marketing, loss reasons by board, sales and marketing.
const library = await libraryOf(DEMO)
const hidden = (handle: string | undefined) => hiddenFrom(viewerOf(handle, library), library)
const someone = (function_: 'support' | 'sales', roles: ('board' | 'admin' | 'rep')[]) =>
  [...hiddenFrom({ function: function_, roles }, library).keys()].toSorted()

describe('what the data dictionary keeps from somebody', () => {
  test('goes by function, seat on the board and what the operator sees', () => {
    expect(someone('support', ['rep'])).toEqual(['deals.loss_reason', 'spend.amount'])
    expect(someone('sales', ['rep'])).toEqual(['spend.amount'])
    expect(someone('support', ['rep', 'board'])).toEqual([])
    expect([...hidden('operator').keys()]).toEqual([])
    expect([...hidden('nobody-known').keys()].toSorted()).toEqual(['deals.loss_reason', 'spend.amount'])
    expect([...hidden(undefined).keys()].toSorted()).toEqual(['deals.loss_reason', 'spend.amount'])
  })

  test('is taken out of what is known before a call, and named', () => {
    const at = Temporal.Instant.from('2026-11-20T10:00:00Z')
    const facts: AccountFacts = {
      ...{
        id: 'A',
        name: 'Northwind',
        persona: 'carla-operations-lead',
        arr: 48_000,
        people: [],
        morePeople: 0,
      },
      ...{ startedOn: undefined, endedOn: undefined, renewsOn: undefined, stage: 'adoption' },
      ...{ openDeal: undefined, lossReason: 'no budget' },
      lately: [{ what: 'deal', name: 'lost', count: 1, at, score: 900, said: 'no budget' }],
    }
    const seen = seenFacts(facts, hidden(undefined))
    expect(JSON.stringify(seen.facts)).not.toContain('no budget')
    expect(seen).toMatchObject({ facts: { arr: 48_000 }, leftOut: ['Loss reason'] })
    expect(plainText(leftOutLine(seen.leftOut))).toBe(
      'Not shown here: Loss reason, by the data dictionary (/persona field says who sees it).',
    )
    expect(seenFacts(facts, hidden('operator'))).toEqual({ facts, leftOut: [] })
    expect(seenFacts({ ...facts, lossReason: undefined, lately: [] }, hidden(undefined)).leftOut).toEqual([])
  })

  test('leaves campaigns without their cost, and an answer that is nothing without it to those who see it', () => {
    const row = {
      ...{ name: 'spring', users: 3, sessions: 4, signups: 1, firstAccounts: 1, firstArr: 5, lastArr: 5 },
      spend: 20,
    }
    expect(withoutCost([row], hidden(undefined))).toEqual([[{ ...row, spend: null }], ['Cost of a campaign']])
    expect(withoutCost([row], hidden('operator'))).toEqual([[row], []])
    expect(plainText(keptFrom(['spend.amount'], hidden(undefined)) ?? [])).toMatch(
      /^Cost of a campaign is seen by board and marketing alone\./,
    )
    expect(keptFrom(['accounts.owner'], hidden(undefined))).toBeUndefined()
  })
})
