import { wordsOf } from '#src/search/words.ts'
import type { Asked } from './asked.ts'
import type { Candidates } from './candidates.ts'
import { ANSWERING } from './weights.ts'

/** "Is there …?", "can we …": asks what the product can do, which seldom stands among what is known of customers. */
const WHETHER =
  /(?:^|[,.;] )(?:is|are|does|do|did|can|could|may|has|have|will)(?:n't)? (?:there|it|we|they|i|our|you|this|the|\w+)\b/i
/** "How many …?", "when is …?": asks for one fact of somebody or something. */
const FACT =
  /\b(?:how (?:many|old|tall|far|big)|when (?:is|are|was|were|did|will)|where (?:is|are|was|were)|who (?:is the|was|won|founded|invented|owns|wrote|made|books|fixes|approves my)|(?:which|what) (?:colou?rs?|days?|date|year|city|country|salary|fonts?|address|programming language)|(?:phone|telephone) number|e-?mail address|what(?:'s| is) (?:the|our|my) (?:\w+ )?(?:name|address|number|password|policy|weather|revenue|date|time|logo)|what(?:'s| is) for)\b/i
/** "My laptop …", "yesterday": is about whoever asks and their office. */
const OFFICE =
  /\b(?:my (?:own|laptop|computer|phone|car|desk|badge|salary|payslip|holidays?|leave|password|expenses|bonus|flight|hotel|room|boss|contract)|i (?:lost|forgot|broke|need a new)|do i get|i have left|(?:approves|signs|pays|books|fixes) (?:my|it|them)|today|tonight|tomorrow|yesterday|this (?:morning|afternoon|evening|quarter|year)|(?:last|next) (?:night|year))\b/i
const OPEN = /^(?:what|how|why|who|which|when|where)/i

/** What speaks for the best of the candidates as an answer, and against there being any, each as a number. */
export function answeringSigns(
  { candidates: [best, next], told, strange }: Candidates,
  { words, personas }: Asked,
) {
  if (!best) return undefined
  const { hit, signs, rank } = best
  const count = Math.max(1, wordsOf(words).length)
  const none = told.get('none') ?? 0
  return {
    none: Math.log((none + 1e-4) / (1 - none + 1e-4)),
    rank,
    ahead: Math.min(AHEAD, rank - (next?.rank ?? rank - AHEAD)),
    strength: hit.strength,
    missing: hit.missing,
    missingShare: signs.missing,
    missingOfFew: signs.missing / count,
    coverage: hit.coverage,
    second: signs.second,
    title: signs.title,
    nearLine: signs.nearLine,
    nearAsked: signs.nearAsked,
    nearWhole: signs.nearWhole,
    strange: strange / count,
    length: Math.log(count),
    named: personas.length > 0 ? 1 : 0,
    ofAnybody: signs.ofAnybody * Math.min(1, hit.missing),
    whether: WHETHER.test(words) && !OPEN.test(words) ? 1 : 0,
    fact: FACT.test(words) ? 1 : 0,
    office: OFFICE.test(words) ? 1 : 0,
  }
}

/** Who is this far ahead of all others is no surer for being further. */
const AHEAD = 5

/** How surely the best of the candidates answers a question: from 0 on it does. */
export function certainty(candidates: Candidates, asked: Asked): number {
  const signs = answeringSigns(candidates, asked)
  if (!signs) return Number.NEGATIVE_INFINITY
  return Object.entries(signs).reduce(
    (sum, [sign, value]) => sum + value * WEIGHTS[sign as keyof AnsweringSigns],
    ANSWERING.least,
  )
}

type AnsweringSigns = NonNullable<ReturnType<typeof answeringSigns>>
/** Every sign has its weight: a new one is fitted before it compiles. */
const WEIGHTS: Record<keyof AnsweringSigns, number> = ANSWERING
