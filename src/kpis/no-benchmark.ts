import type { Fault } from '#src/knowledge/fault.ts'

/** Under which names people bring a limit from outside. */
const FROM_OUTSIDE =
  /benchmark|threshold|industry|market|peer|average|norm|limit|minimum|maximum|^(low|high|min|max|lower|upper|floor|ceiling)$/
const TO_REACH = /target|goal|objective/

const UNKNOWN = /^the unknown field "(.*)"$/

/** Says of a limit from outside, in whichever field, why a KPI has none. */
export function explainNoBenchmark(fault: Fault): Fault {
  const [, unknown] = UNKNOWN.exec(fault.found) ?? []
  const field = (unknown ?? (fault.path === 'threshold' ? fault.path : '')).toLowerCase()
  if (TO_REACH.test(field))
    return {
      ...fault,
      expected: 'nothing here: what is to be reached is an entry of its own, a file in targets/',
    }
  if (!FROM_OUTSIDE.test(field)) return fault
  return {
    ...fault,
    expected:
      "no limit from outside: a persona is held against its own history alone, so that threshold is deviation or quantiles; an industry's number may be the evidence of a target, a file in targets/",
  }
}
