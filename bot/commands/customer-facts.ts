/** "How do I answer …", "… says": asks what to say or do, whatever else it names. */
const ADVICE =
  /\b(?:answers?|says?|said|tells?|respond|reply|offer|handle|convince|fears?|afraid|wants?|needs?|object\w*|trusts?)\b|^how (?:do|can|should)/i
const WHO = /^(?:and )?who(?:['’]s| is| are)?(?: (?:they|that|this|it))?[\s?]*$/i
const RECORDS =
  /\b(?:arr|mrr|revenue|pays?|paying|paid|owes?|decides?|deciders?|decision[- ]makers?|champions?|escalat\w+|tickets?|(?:un)?happy|last (?:call|meeting|talk\w*|spoke|time)|talk(?:ed)? to|spoke)\b|^when\b.*\brenew|^prep(?:are)?[\s?]*$/i
const FUTURE = /\b(?:leav(?:e|es|ing)|churn\w*|cancel\w*|at risk|upsell)\b/i

/**
 * The command that knows what a question asks of a customer, said without them: what stands in their records is not in the
 * knowledge base. Undefined where it asks what holds for their persona.
 */
export function commandForFacts(question: string): 'who' | 'prep' | 'predict' | undefined {
  if (WHO.test(question)) return 'who'
  if (ADVICE.test(question)) return undefined
  if (RECORDS.test(question)) return 'prep'
  return FUTURE.test(question) ? 'predict' : undefined
}
