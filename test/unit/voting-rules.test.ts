import { describe, expect, test } from 'vitest'
import type { Entry } from '#src/knowledge/entry.ts'
import { KIND_NAMES, KINDS, type KindName } from '#src/knowledge/kinds.ts'
import { BOARD_RULE, ruleInForce, strictest } from '#src/voting-rules/rule.ts'
import { GOVERNED } from '#src/voting-rules/voting-rule.ts'

const entry = (slug: string, body: object, status: Entry['status'] = 'active'): Entry<'voting-rule'> => ({
  ...{ id: slug, kind: 'voting-rule', slug, title: slug, status, deputies: [], verifyEvery: 'P180D' },
  ...{ formerNames: [], names: [], version: 2, since: Temporal.Instant.from('2026-11-01T00:00:00Z') },
  body: KINDS['voting-rule'].read({ decides: 'board', ...body }).body,
})

test('a rule may be for every kind of entry that there is', () => {
  expect([...GOVERNED].toSorted()).toEqual(KIND_NAMES.toSorted())
})

describe('where no entry says otherwise', () => {
  const deciders = (sort: 'core' | 'wording') =>
    Object.groupBy(KIND_NAMES, (kind: KindName) => ruleInForce(kind, sort, []).decides)

  test('the board decides on what all functions share, the owner on what one works with, an admin on sources', () => {
    expect(deciders('core')).toEqual({
      board: [
        'persona',
        'journey',
        'committee',
        'competitor',
        'theme',
        'decision',
        'tag-precedence',
        'kpi',
        'scorecard',
        'target',
        'voting-rule',
      ],
      owner: [
        'job',
        'playbook',
        'objection',
        'discovery',
        'argument',
        'vocabulary',
        'signal',
        'tag-rule',
        'trigger',
        'field',
        'kpi-link',
        'experiment',
      ],
      operator: ['source'],
    })
  })

  test("wording is its owner's, but for what a source says, which is an admin's", () => {
    const owner = KIND_NAMES.filter((kind) => kind !== 'source')
    expect(deciders('wording')).toEqual({ owner, operator: ['source'] })
  })
})

describe('an entry says otherwise', () => {
  const quick = entry('quick', { kinds: ['persona'], least: 2, days: 3, block: false })

  test('for its kinds and its sort of change alone, and names itself', () => {
    expect(ruleInForce('persona', 'core', [quick])).toEqual({
      ...{ decides: 'board', least: 2, majority: 'half', days: 3, window: 2, block: false },
      from: 'voting-rule/quick v2',
    })
    expect(ruleInForce('journey', 'core', [quick])).toEqual(BOARD_RULE)
    expect(ruleInForce('persona', 'wording', [quick]).decides).toBe('owner')
  })

  test('only while it is active', () => {
    const kinds = { kinds: ['persona'], least: 1 }
    const others = [entry('draft', kinds, 'draft'), entry('retired', kinds, 'retired')]
    expect(ruleInForce('persona', 'core', others)).toEqual(BOARD_RULE)
  })

  test('of several all that is strict in any counts', () => {
    const careful = entry('careful', { kinds: ['persona'], majority: 'two-thirds', least: 4 })
    const owners = entry('owners', { kinds: ['persona'], decides: 'owner', days: 9 })
    expect(ruleInForce('persona', 'core', [owners, quick, careful])).toMatchObject({
      ...{ decides: 'board', least: 4, majority: 'two-thirds', days: 9, block: true },
    })
  })
})

test('what does several things goes by the strictest rule of all', () => {
  const owner = { ...BOARD_RULE, decides: 'owner' as const, window: 4 }
  const operator = { ...BOARD_RULE, decides: 'operator' as const, least: 5 }
  expect(strictest([operator, owner])).toMatchObject({ decides: 'owner', least: 5, window: 4 })
  expect(strictest([owner, operator, BOARD_RULE])).toMatchObject({ decides: 'board', least: 5 })
  expect(strictest([])).toBeUndefined()
})
