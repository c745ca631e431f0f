import type { Block } from '#bot/slack/blocks.ts'
import { clvOf, clvOverview } from '#bot/views/clv.ts'
import { clvCurves } from '#bot/views/clv-curves.ts'
import { fiveQuestions, fourLevers } from '#bot/views/clv-five.ts'
import { CLV_FUNCTIONS, type ClvFunction, clvFunction } from '#bot/views/clv-function.ts'
import { type ClvQuestion, clvQuestion } from '#bot/views/clv-questions.ts'
import { clvRenewal } from '#bot/views/clv-renewal.ts'
import { clvWhy, noMonths } from '#bot/views/clv-why.ts'
import { label } from '#bot/views/labels.ts'
import { shortName } from '#bot/views/names.ts'
import { readClv } from '#src/clv/read-clv.ts'
import type { Context } from '#src/context.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import type { Library } from '#src/knowledge/library.ts'
import { isStopWord } from '#src/search/words.ts'
import { readAsked } from './asked.ts'
import type { Command, Next } from './command.ts'
import { question } from './question.ts'

type Part = ClvQuestion | ClvFunction | 'why' | 'curves' | 'renewal' | 'questions' | 'levers'

const PARTS: Record<string, Part> = {
  churn: 'churn',
  leaves: 'churn',
  leaving: 'churn',
  service: 'support',
  expansion: 'expansion',
  expands: 'expansion',
  curves: 'curves',
  curve: 'curves',
  survival: 'curves',
  renewal: 'renewal',
  renewals: 'renewal',
  triggers: 'renewal',
  signals: 'renewal',
  questions: 'questions',
  levers: 'levers',
  marketing: 'marketing',
  sales: 'sales',
  product: 'product',
  support: 'support',
  why: 'why',
}

/** `/persona clv carla`: what a customer is worth over the whole relationship, by persona, and why. */
export const clv: Command = {
  name: 'clv',
  does: 'what a customer is worth',
  examples: [
    ...[
      'clv',
      'clv carla',
      'clv churn',
      'clv support',
      'clv expansion',
      'clv renewal',
      'clv why',
      'clv carla why',
    ],
    ...[
      'clv questions',
      'clv levers',
      'clv curves',
      'clv marketing',
      'clv sales',
      'clv product',
      'clv renewal carla',
    ],
  ],
  verbs: ['clv', 'ltv'],
  run(asked, asking) {
    const [persona] = asked.personas
    const words = asked.rest
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== '' && !isStopWord(word))
    const part =
      words.length === 0 && /\bwhy\b/i.test(asked.words)
        ? 'why'
        : PARTS[words.find((word) => Object.hasOwn(PARTS, word)) ?? '']
    // Without its verb it was reached by a question, of which what it knows is enough.
    const isUnderstood =
      asked.verb === undefined || words.length === 0 || (words.length === 1 && part !== undefined)
    if (!isUnderstood) return question.run(readAsked(`clv ${asked.words}`, asking.library), asking)
    return {
      found: 'records',
      next: nextOf(persona, part, asking.library),
      read: (ctx) => showClv(persona?.slug, part, ctx),
    }
  },
}

/** "Which persona has the highest lifetime value?", "how much is Carla worth?" */
export const asksForClv = (text: string): boolean =>
  /(?<![-\w])(?:clv|ltv|lifetime value)\b|\bhow much (?:is|are) [\p{L}' ]{2,30} worth\W*$|\bpersonas? (?:is|are) (?:the )?(?:most|least) (?:profitable|valuable)\W*$/iu.test(
    text,
  )

async function showClv(persona: string | undefined, part: Part | undefined, ctx: Context): Promise<Block[]> {
  const library = await ctx.readLibrary()
  const today = ctx.now().toZonedDateTimeISO(ctx.zone).toPlainDate()
  const before = today.with({ day: 1 })
  const telling = { library, currency: ctx.currency }
  if (part === 'renewal') return await showRenewal(persona, before, ctx, library)
  if (part === 'questions' || part === 'levers' || isFunction(part)) {
    const { readQuestions } = await import('#src/clv/read-questions.ts')
    const questions = await readQuestions(ctx, before)
    if (!questions) return noMonths()
    if (part === 'questions') return fiveQuestions(questions, telling)
    return part === 'levers' ? fourLevers(questions, telling) : clvFunction(part, questions, telling)
  }
  const report = await readClv(ctx.db, before)
  if (!report) return noMonths()
  if (part === 'why') return clvWhy(report, library, persona)
  if (part === 'curves') return clvCurves(report, library)
  if (part !== undefined) return clvQuestion(part, report, telling)
  return persona === undefined ? clvOverview(report, telling) : clvOf(persona, report, telling)
}

const isFunction = (part: Part | undefined): part is ClvFunction =>
  CLV_FUNCTIONS.some((each) => each === part)

async function showRenewal(
  persona: string | undefined,
  before: Temporal.PlainDate,
  ctx: Context,
  library: Library,
): Promise<Block[]> {
  const { readSignals } = await import('#src/clv/read-questions.ts')
  const signals = await readSignals(ctx, before, persona)
  if (!signals) return noMonths()
  return clvRenewal(signals, library, persona === undefined ? undefined : shortName(library, persona))
}

const ALL: Next[] = [
  { text: label.allPersonas, ask: 'clv' },
  { text: label.leaving, ask: 'clv churn' },
  { text: label.support, ask: 'clv support' },
  { text: label.expansion, ask: 'clv expansion' },
  { text: label.renewal, ask: 'clv renewal' },
  { text: label.curves, ask: 'clv curves' },
  { text: label.levers, ask: 'clv levers' },
  { text: label.why, ask: 'clv why' },
]

function nextOf(persona: Entry<'persona'> | undefined, part: string | undefined, library: Library): Next[] {
  if (!persona) return ALL.filter(({ ask }) => ask !== (part === undefined ? 'clv' : `clv ${part}`))
  const name = shortName(library, persona.slug)
  const why =
    part === 'why'
      ? { text: name, ask: `clv ${persona.slug}` }
      : { text: label.why, ask: `clv ${persona.slug} why` }
  return [why, { text: label.allPersonas, ask: 'clv' }]
}
