import type { Block } from '#bot/slack/blocks.ts'
import { label } from '#bot/views/labels.ts'
import { shortName } from '#bot/views/names.ts'
import {
  notOver,
  scorecardList,
  scorecardOfPersona,
  scorecardView,
  scorecardWhy,
} from '#bot/views/scorecard.ts'
import { linkBlocks } from '#bot/views/scorecard-links.ts'
import type { Context } from '#src/context.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import type { Library } from '#src/knowledge/library.ts'
import { monthNamed } from '#src/kpis/kpi-period.ts'
import { scorecardFor, scorecardNamed, scorecardsIn } from '#src/scorecards/find-scorecard.ts'
import { scopeOf } from '#src/scorecards/scope.ts'
import { type Asked, readAsked } from './asked.ts'
import type { Asking, Command, Next } from './command.ts'
import { question } from './question.ts'

/** `/persona scorecard support carla october`: what a function has in its scope, put together for each persona. */
export const scorecard: Command = {
  name: 'scorecard',
  does: 'KPIs put together',
  examples: [
    'scorecard support',
    'scorecard support carla',
    'scorecard health october',
    'scorecard sales why',
  ],
  verbs: ['scorecard', 'scorecards'],
  takesText: true,
  run(asked, asking) {
    const { library } = asking
    const wanted = wantedBy(asked, asking)
    if (!wanted) return question.run(readAsked(`scorecard ${asked.words}`, library), asking)
    const of = wanted.scorecard
    if (!of) {
      const next = scorecardsIn(library).slice(0, 5)
      return {
        found: 'overview',
        blocks: scorecardList(scorecardsIn(library)),
        next: next.map(({ slug, title }) => ({ text: title, ask: `scorecard ${slug}` })),
      }
    }
    return {
      found: 'records',
      next: nextOf({ ...wanted, scorecard: of }, asking),
      read: (ctx) => show({ ...wanted, scorecard: of }, ctx),
    }
  },
}

type Wanted = {
  scorecard: Entry<'scorecard'>
  persona: string | undefined
  period: string
  why: boolean
}

/** Undefined where the words say something else. */
function wantedBy(asked: Asked, { library, asker }: Asking) {
  const said = asked.rest.replace(/\bwhy\b/i, ' ').trim()
  const named = scorecardNamed(library, said) ?? healthIn(library, said) ?? functionIn(library, asked, said)
  const own = asker.member?.function
  const period = named?.rest ?? said
  if (period !== '' && monthNamed(period, Temporal.PlainDate.from('2026-01-01')) === undefined)
    return undefined
  return {
    scorecard: named?.scorecard ?? (own && scorecardFor(library, own)),
    persona: asked.personas[0]?.slug,
    period,
    why: /\bwhy\b/i.test(asked.rest),
  }
}

function healthIn(library: Library, said: string) {
  const scorecard = scorecardsIn(library).find(({ body }) => body.purpose === 'health')
  return scorecard && /\bhealth\b/i.test(said)
    ? { scorecard, rest: said.replace(/\bhealth\b/i, ' ').trim() }
    : undefined
}

function functionIn(library: Library, { team }: Asked, said: string) {
  const scorecard = team && scorecardFor(library, team)
  const rest = said
    .split(/\s+/)
    .filter((word) => readAsked(word, library).team !== team)
    .join(' ')
  return (
    scorecard && {
      scorecard,
      rest: team.includes('-') ? rest.replace(team.replace('-', ' '), '').trim() : rest,
    }
  )
}

async function show({ scorecard: of, persona, period, why }: Wanted, ctx: Context): Promise<Block[]> {
  const { monthBefore, reportScorecard } = await import('#src/scorecards/scorecard-report.ts')
  const { reportLinks } = await import('#src/scorecards/link-report.ts')
  const library = await ctx.readLibrary()
  const today = ctx.now().toZonedDateTimeISO(ctx.zone).toPlainDate()
  const closed = monthBefore(today)
  const month = monthNamed(period, today) ?? closed
  if (Temporal.PlainDate.compare(month, closed) > 0) return notOver(month)
  const report = await reportScorecard(ctx.db, of, { library, month, zone: ctx.zone })
  const telling = { library, currency: ctx.currency }
  if (why) return scorecardWhy(report, telling)
  const blocks =
    persona === undefined ? scorecardView(report, telling) : scorecardOfPersona(report, persona, telling)
  const links = await reportLinks(ctx.db, of, report.weights, { library, month, zone: ctx.zone })
  return [...blocks, ...linkBlocks(links, library, persona)]
}

const MOST_PERSONAS = 3

function nextOf({ scorecard: of, persona, period, why }: Wanted, { library, now, zone }: Asking): Next[] {
  const ask = (...words: string[]) => ['scorecard', of.slug, ...words, period].filter(Boolean).join(' ')
  const today = now.toZonedDateTimeISO(zone).toPlainDate()
  const others = scopeOf(library, of.body, today, zone)
    .in.filter(({ slug }) => slug !== persona)
    .slice(0, MOST_PERSONAS)
    .map(({ slug }) => ({ text: shortName(library, slug), ask: ask(slug) }))
  return [
    ...others,
    ...(persona === undefined && !why ? [] : [{ text: label.allPersonas, ask: ask() }]),
    ...(why ? [] : [{ text: label.why, ask: `${ask()} why` }]),
  ]
}
