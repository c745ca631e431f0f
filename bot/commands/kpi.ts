import type { Block } from '#bot/slack/blocks.ts'
import { kpiList, kpisOf } from '#bot/views/kpi-list.ts'
import { kpiValues, notOver } from '#bot/views/kpi-values.ts'
import { kpiWhy } from '#bot/views/kpi-why.ts'
import { label } from '#bot/views/labels.ts'
import type { Context } from '#src/context.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import type { Library } from '#src/knowledge/library.ts'
import { filledBy } from '#src/kpis/filled-by.ts'
import { kpiIn, kpisIn } from '#src/kpis/find-kpi.ts'
import { monthNamed, periodWith } from '#src/kpis/kpi-period.ts'
import { isOver, lastClosed, reportKpi, reportShort } from '#src/kpis/kpi-report.ts'
import { personasIn } from '#src/personas/find-persona.ts'
import { isStopWord, wordsOf } from '#src/search/words.ts'
import { readAsked } from './asked.ts'
import type { Command } from './command.ts'
import { question } from './question.ts'

/** `/persona kpi carla retention september`: one number by persona, all numbers of one, or which there are. */
export const kpi: Command = {
  name: 'kpi',
  does: 'a number by persona',
  examples: [
    'kpi',
    'kpi retention',
    'kpi carla',
    'kpi carla win rate',
    'kpi nps why',
    'kpi retention 2026-09',
  ],
  verbs: ['kpi', 'kpis'],
  takesText: true,
  run(asked, asking) {
    const { library } = asking
    const [persona] = asked.personas
    const why = /\bwhy\b/i.test(asked.rest)
    const words = asked.rest.replace(/\bwhy\b/i, ' ').trim()
    const named = kpiIn(library, words)
    const rest = named ? named.rest : words
    if (rest !== '' && monthNamed(rest, Temporal.PlainDate.from('2026-01-01')) === undefined)
      return question.run(readAsked(`kpi ${asked.words}`, library), asking)
    const ask = ['kpi', persona?.slug, named?.kpi.slug, rest].filter((each) => each).join(' ')
    return {
      found: 'records',
      next: named && !why ? [{ text: label.why, ask: `${ask} why` }] : [],
      read: (ctx) => show({ kpi: named?.kpi, persona: persona?.slug, period: rest, why }, ctx),
    }
  },
}

const ASKING = /^(?:what|how)(?:['’]s| is| are| was| high is| low is)\b/i

/**
 * What to type after `kpi` for "What's the retention of Carla?": a KPI and a persona, where nothing else is said that tells;
 * undefined for any other question.
 */
export function kpiAsked(text: string, library: Library): string | undefined {
  if (!ASKING.test(text)) return undefined
  const { personas, rest } = personasIn(library, text)
  const [persona, ...others] = personas
  const named = persona && others.length === 0 ? kpiIn(library, rest) : undefined
  return named && wordsOf(named.rest).every(isStopWord) ? `${named.kpi.slug} ${persona?.slug}` : undefined
}

type Wanted = { kpi: Entry<'kpi'> | undefined; persona: string | undefined; period: string; why: boolean }

async function show({ kpi: wanted, persona, period, why }: Wanted, ctx: Context): Promise<Block[]> {
  const library = await ctx.readLibrary()
  const telling = { library, currency: ctx.currency }
  const around = { db: ctx.db, library, zone: ctx.zone }
  const today = ctx.now().toZonedDateTimeISO(ctx.zone).toPlainDate()
  const month = monthNamed(period, today)
  if (month && !isOver(month, wanted?.body.frequency ?? 'monthly', today))
    return [notOver(periodWith(month, wanted?.body.frequency ?? 'monthly', ctx.zone))]
  if (wanted) {
    const day = month ?? lastClosed(today, wanted.body.frequency, ctx.zone)
    const report = await reportKpi(around, wanted, day)
    if (!why) return kpiValues(report, telling, persona)
    return kpiWhy(report, await filledBy(ctx.db, wanted.body.sql), telling, persona)
  }
  if (persona === undefined) return kpiList(library)
  const reports = []
  for (const each of kpisIn(library)) {
    const { frequency } = each.body
    const isClosed = month && isOver(month, frequency, today)
    const day = isClosed ? month : lastClosed(today, frequency, ctx.zone)
    reports.push(await reportShort(around, each, day))
  }
  return kpisOf(persona, reports, telling)
}
