import type { Hit } from '#src/search/rank.ts'
import { wordsOf } from '#src/search/words.ts'
import type { Asked } from './asked.ts'

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

/** What speaks for an answer and against it, as fitted to questions over two companies. */
const TELLS = {
  /** How surely its words stand there; a long question is more of a story, of which less has to. */
  strength: 3.5,
  length: 2,
  missing: -1.3,
  whether: -1.3,
  fact: -3,
  office: -3.3,
  /** What is said of a persona whom nobody named, the more the less of it is what was asked. */
  ofAnybody: -1.5,
  /** Nothing is asked but what is in all kinds of questions. */
  nothingTold: -2,
  least: -4.55,
}

/** How surely a hit answers a question: from 0 on it does. */
export function certainty({ strength, missing, kind, asked }: Hit, { words, personas }: Asked): number {
  const count = Math.max(1, wordsOf(words).length)
  const isOfAnybody = personas.length === 0 && (kind === 'persona' || kind === 'journey')
  return (
    TELLS.least +
    TELLS.strength * strength +
    TELLS.length * Math.log(count) +
    TELLS.missing * missing +
    (WHETHER.test(words) && !OPEN.test(words) ? TELLS.whether : 0) +
    (FACT.test(words) ? TELLS.fact : 0) +
    (OFFICE.test(words) ? TELLS.office : 0) +
    (isOfAnybody ? TELLS.ofAnybody * Math.min(1, missing) : 0) +
    (asked === 0 && personas.length === 0 ? TELLS.nothingTold : 0)
  )
}
