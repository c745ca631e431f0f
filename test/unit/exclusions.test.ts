import { describe, expect, test } from 'vitest'
import { exclusionsOf } from '#src/personas/exclusions.ts'
import { folderOf } from '#test/support/folder.ts'
import { DEMO, libraryOf } from '#test/support/library.ts'

const demo = await libraryOf(DEMO)

describe('exclusions', () => {
  test('are the criteria with field, operator and value of active personas; words alone are named', () => {
    const { rows, inWords, leftOut } = exclusionsOf(demo, 'scoring', false)
    expect(rows.map(({ persona, field, operator, value }) => [persona, field, operator, value])).toEqual([
      ['gus-november-buyer', 'plan_owner', 'is', 'none'],
      ['gus-november-buyer', 'requested_start_days', 'below', 14],
      ['gus-november-buyer', 'search_term', 'contains', 'emergency'],
    ])
    expect(inWords).toEqual([
      { persona: 'gus-november-buyer', text: expect.stringMatching(/^Two of the three/) },
    ])
    expect(leftOut).toEqual([])
  })

  test('of hypotheses are there where they are asked for, with when to come back', () => {
    const { rows } = exclusionsOf(demo, 'scoring', true)
    expect(rows.map(({ persona }) => persona)).toContain('bruno-form-keeper')
    expect(rows.find(({ field }) => field === 'vehicles')).toMatchObject({
      persona: 'nils-one-shift-owner',
      exclusion: 'premature',
      revisit: expect.stringMatching(/^When he hires/),
    })
  })

  test('for advertising leave out what a platform can’t know, however a field is spelt', async () => {
    const criteria = ['Company Size', 'job-title', 'shifts'].map((field, index) => ({
      id: `z${index}`,
      field,
      operator: 'is',
      value: 'x',
      text: field,
    }))
    const gus = {
      title: 'Gus',
      kind: 'negative',
      exclusion: 'poor-fit',
      status: 'active',
      exclusionCriteria: criteria,
    }
    const library = await libraryOf(await folderOf({ 'personas/gus.yaml': gus }))
    const { rows, leftOut } = exclusionsOf(library, 'ads', false)
    expect(rows.map(({ field }) => field)).toEqual(['Company Size', 'job-title'])
    expect(leftOut.map(({ field }) => field)).toEqual(['shifts'])
  })
})
