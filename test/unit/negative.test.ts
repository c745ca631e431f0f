import { describe, expect, test } from 'vitest'
import { interpret } from '#bot/commands/index.ts'
import { plainText } from '#bot/slack/plain-text.ts'
import { show } from '#bot/views/shown.ts'
import { disqualificationRate, type Leads } from '#src/leads/leads.ts'
import { folderOf } from '#test/support/folder.ts'
import { askingOf, DEMO, libraryOf } from '#test/support/library.ts'

const demo = await libraryOf(DEMO)

const leads = (count: number, disqualified: number, byPersona: [string, number][] = []): Leads => ({
  count,
  disqualified,
  byPersona: new Map(byPersona),
})

describe('the disqualification rate', () => {
  test('is unknown without leads, and not said of fewer than 30', () => {
    expect(disqualificationRate(leads(0, 0))).toEqual({ is: 'unknown' })
    expect(disqualificationRate(leads(29, 1))).toEqual({ is: 'insufficient', n: 29 })
  })

  test('is low below one in five, and not at one in five', () => {
    expect(disqualificationRate(leads(100, 19))).toEqual({ is: 'low', n: 100, share: 0.19 })
    expect(disqualificationRate(leads(100, 20))).toEqual({ is: 'usual', n: 100, share: 0.2 })
    expect(disqualificationRate(leads(30, 0))).toEqual({ is: 'low', n: 30, share: 0 })
  })
})

/** What `/persona TEXT` says with so many leads. */
function said(text: string, known?: Leads, library = demo): string {
  const asking = { ...askingOf(library), ...(known && { leads: known }) }
  const found = interpret(text, asking)
  if (found.found === 'overview') return plainText(found.blocks)
  return found.found === 'entry' ? plainText(show(found.shown, asking) ?? []) : found.found
}

describe('those to turn away', () => {
  test('stand with the active one first, their criteria and the whole line to say', () => {
    const text = said('negative', leads(100, 12))
    expect(text).toMatch(
      /^Turn away Gus, Bruno and Nils\.\nGus: leaves soon \(high churn\)\n• Nobody is named/,
    )
    expect(text).toContain(
      "“November would be unfair to you. Let's start in February, with a person who owns the plan.”",
    )
    expect(text).toContain('Not yet: When he hires a second dispatcher')
    expect(text).toContain(
      'Fewer than one in five leads is turned away (12 %, n = 100): no negative personas, or',
    )
    expect(text.length).toBeLessThanOrEqual(1200)
  })

  test('are told one by one, with the leads that were tagged so', () => {
    const text = said('negative nils', leads(1200, 300, [['nils-one-shift-owner', 40]]))
    expect(text).toMatch(
      /^Turn Nils away: too early \(premature\)\.\nBy what you know them\n• Fewer than 25 vehicles\n/,
    )
    expect(text).toContain('Not yet: When he hires a second dispatcher')
    expect(text).toContain('25 % of leads are turned away (n = 1,200), 40 turned away as Nils')
    expect(text.length).toBeLessThanOrEqual(1200)
  })

  test('come with what can’t be known yet', () => {
    expect(said('negative gus', leads(0, 0))).toContain(
      "I can't know the rate until leads are imported: import-accounts … --table contacts",
    )
    expect(said('negative gus', leads(7, 1))).toContain('insufficient data (n = 7)')
  })

  test('are not somebody whom we want', () => {
    expect(said('negative carla')).toMatch(/^Carla is nobody to turn away\. Turn away Gus, Bruno and Nils\./)
  })

  test('are none where none is written down', async () => {
    const library = await libraryOf(
      await folderOf({ 'personas/ada.yaml': { title: 'Ada', kind: 'primary' } }),
    )
    expect(said('who should we not sell to?', undefined, library)).toContain('no negative personas here yet')
  })
})
