import { describe, expect, test } from 'vitest'
import { plainText } from '#bot/slack/plain-text.ts'
import { linkBlocks } from '#bot/views/scorecard-links.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { isKind } from '#src/knowledge/entry.ts'
import { KINDS } from '#src/knowledge/kinds.ts'
import { periodsUpTo, periodWith } from '#src/kpis/kpi-period.ts'
import { measureLink } from '#src/scorecards/measure-link.ts'
import type { Point, Series } from '#src/scorecards/series.ts'
import { DEMO, libraryOf } from '#test/support/library.ts'

const library = await libraryOf(DEMO)
const CARLA = 'carla-operations-lead'
const SEPTEMBER = Temporal.PlainDate.from('2026-09-01')

function entryOf<K extends 'kpi' | 'kpi-link'>(kind: K, slug: string): Entry<K> {
  const found = library.entries.get(`${kind}/${slug}`)
  if (!found || !isKind(found, kind)) throw new Error(`There is no ${kind} ${slug}.`)
  return found
}

/** Carla's numbers up to September, the newest last. */
function seriesOf(slug: string, values: (number | undefined)[], change: Partial<Point> = {}): Series {
  const kpi = entryOf('kpi', slug)
  const { frequency } = kpi.body
  const spans = periodsUpTo(periodWith(SEPTEMBER, frequency, 'UTC'), frequency, values.length)
  const points = spans.flatMap(({ from }, index): [string, Point][] => {
    const value = values[index]
    const of = { n: 40, numerator: (value ?? 0) * 40, denominator: 40, reconstructed: false, ...change }
    return value === undefined ? [] : [[from.toString(), { ...of, value }]]
  })
  return { kpi, spans, of: new Map([[CARLA, new Map(points)]]) }
}

function linkOf(body: object): Entry<'kpi-link'> {
  const reasons = [{ id: 'r1', text: 'So they say' }]
  const demo = entryOf('kpi-link', 'satisfaction-and-revenue')
  return {
    ...demo,
    body: KINDS['kpi-link'].read({ follows: 'csat', expects: 'same', reasons, ...body }).body,
  }
}

const wave = Array.from({ length: 16 }, (_, index) => Math.sin(index * 2) + index * 0.01)

describe('a link between KPIs', () => {
  test('is measured so many periods later, and told with its interval and n, and never as a cause', () => {
    const follows = [0.2, ...wave.slice(0, -1)]
    const link = linkOf({ first: 'first-contact-resolution', lag: 1 })
    const report = measureLink(link, seriesOf('first-contact-resolution', wave), seriesOf('csat', follows), [
      CARLA,
    ])
    expect(report).toMatchObject({ every: 'month', of: [{ found: 'association', of: { n: 15, value: 1 } }] })
    const later = measureLink(
      linkOf({ first: 'first-contact-resolution', lag: 3 }),
      seriesOf('first-contact-resolution', wave),
      seriesOf('csat', follows),
      [CARLA],
    )
    const said = plainText(linkBlocks([later], library))
    expect(said).toMatch(/Carla ρ −0\.\d\d \(−0\.\d\d to −0\.\d\d, n 13\)/)
    expect(said).toContain('makes neither the cause of the other')
  })

  test('says how many periods there are where they are too few, and that one side never varied', () => {
    const link = linkOf({ first: 'first-contact-resolution', lag: 0 })
    const few = measureLink(
      link,
      seriesOf('first-contact-resolution', wave.slice(0, 9)),
      seriesOf('csat', wave),
      [CARLA],
    )
    expect(few.of).toEqual([{ persona: CARLA, found: 'too few', n: 9 }])
    const flat = measureLink(
      link,
      seriesOf(
        'first-contact-resolution',
        wave.map(() => 1),
      ),
      seriesOf('csat', wave),
      [CARLA],
    )
    expect(flat.of).toEqual([{ persona: CARLA, found: 'never varied', n: 16 }])
    expect(plainText(linkBlocks([few, flat], library, CARLA))).toContain(
      'too few periods, 10 needed: Carla (n = 9)',
    )
    expect(plainText(linkBlocks([few, flat], library))).toContain(
      'Nothing beyond chance so far, or too few periods: ',
    )
    expect(measureLink(link, undefined, undefined, [CARLA]).of).toEqual([
      { persona: CARLA, found: 'too few', n: 0 },
    ])
  })

  test('takes months that were not observed out, and passes over those without a number', () => {
    const link = linkOf({ first: 'first-contact-resolution', lag: 0 })
    const gaps = wave.map((value, index) => (index % 4 === 0 ? undefined : value))
    const report = measureLink(link, seriesOf('first-contact-resolution', gaps), seriesOf('csat', wave), [
      CARLA,
    ])
    expect(report.of).toMatchObject([{ of: { n: 12, value: 1 } }])
    const worked = seriesOf('csat', wave, { reconstructed: true })
    expect(measureLink(link, seriesOf('first-contact-resolution', wave), worked, [CARLA]).of).toMatchObject([
      { n: 0 },
    ])
  })

  test('of a month and a quarter holds quarters against each other, of whole ones alone', () => {
    const months = Array.from({ length: 35 }, (_, index) => Math.floor((index + 1) / 3) + 1)
    const quarters = Array.from({ length: 12 }, (_, index) => -index)
    const link = linkOf({ first: 'time-to-value', follows: 'csat', lag: 0, expects: 'opposite' })
    const report = measureLink(link, seriesOf('time-to-value', quarters), seriesOf('csat', months), [CARLA])
    expect(report).toMatchObject({ every: 'quarter', of: [{ of: { n: 11, value: -1 } }] })
  })

  test('may begin with how many trainings a function finished', () => {
    const link = linkOf({ training: 'support', lag: 1 })
    const csat = seriesOf('csat', wave)
    const trained = new Map(csat.spans.map(({ from }, index) => [from.toString(), wave[index + 1] ?? 0]))
    expect(measureLink(link, trained, csat, [CARLA]).of).toMatchObject([{ of: { n: 15, value: 1 } }])
  })

  test('begins with a KPI or with trainings, and with one of them alone', () => {
    const said: string[] = []
    const refuse = (path: (string | number)[], expected: string) =>
      said.push(`${path.join('.')}: ${expected}`)
    KINDS['kpi-link'].check(linkOf({ first: 'nps' }).body, refuse)
    expect(said).toEqual([])
    KINDS['kpi-link'].check(linkOf({}).body, refuse)
    KINDS['kpi-link'].check(linkOf({ first: 'csat', training: 'support' }).body, refuse)
    expect(said).toEqual([
      'first: either first, a KPI, or training, a function',
      'first: either first, a KPI, or training, a function',
      'follows: another KPI than first',
    ])
  })
})
