import { factsOf, isInterview } from '#src/evidence/methods.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { entriesOf } from '#src/knowledge/library.ts'
import { FUNCTIONS } from '#src/members/member.ts'
import { count, share, told } from './check.ts'
import { daysSince, type HealthFacts } from './facts.ts'
import { churnSpread } from './spread.ts'
import { REFRESH_DAYS, taggedIn } from './symptoms.ts'

/** Functions that have to use personas before they count as operational. */
export const LEAST_FUNCTIONS = 3
/** Interviews that a first model rests on; more than 25 bring little new. */
const LEAST_INTERVIEWS_IN_ALL = 15
const MOST = 0.5
const NEARLY_ALL = 0.8

/** Everything that stages, levels and phases ask for, by its name. */
export function checksOf(facts: HealthFacts) {
  return { ...ofKnowledge(facts), ...ofPlaybooks(facts), ...ofUse(facts), ...ofBoard(facts) }
}
export type Checks = ReturnType<typeof checksOf>

function ofKnowledge({ personas, library, now }: HealthFacts) {
  const evidence = [...library.evidence.values()]
  const interviews = evidence
    .filter(({ method }) => isInterview(method))
    .reduce((sum, { n }) => sum + (n ?? 0), 0)
  const quantitative = evidence.filter(({ method }) => factsOf(method).insight === 'quantitative').length
  const claims = personas.reduce((sum, each) => sum + each.claims, 0)
  const assumptions = personas.reduce((sum, each) => sum + each.assumptions, 0)
  const number = (is: (each: (typeof personas)[number]) => boolean) => personas.filter(is).length
  return {
    personas: count('personas', personas.length, 1),
    owned: share(
      'owned',
      number(({ owned }) => owned),
      personas.length,
      1,
    ),
    core: share(
      'core',
      number(({ lacks }) => lacks.length === 0),
      personas.length,
      1,
    ),
    validated: share(
      'validated',
      number(({ validated }) => validated),
      personas.length,
      1,
    ),
    interviews: count('interviews', interviews, LEAST_INTERVIEWS_IN_ALL),
    quantitative: count('quantitative', quantitative, 1),
    cited: share('cited', claims - assumptions, claims, NEARLY_ALL),
    fresh: share(
      'fresh',
      number(({ lookedAt }) => daysSince(lookedAt, now) <= REFRESH_DAYS),
      personas.length,
      1,
    ),
  }
}

function ofPlaybooks({ library }: HealthFacts) {
  const playbooks = entriesOf(library, 'playbook')
  const number = (is: (body: Entry<'playbook'>['body']) => boolean) =>
    playbooks.filter(({ body }) => is(body)).length
  const functions = FUNCTIONS.filter((name) => playbooks.some(({ body }) => body.function === name))
  return {
    playbooks: count('playbooks', functions.length, LEAST_FUNCTIONS),
    marketing: count(
      'marketing',
      number((body) => body.function === 'marketing'),
      1,
    ),
    sales: count(
      'sales',
      number((body) => body.function === 'sales'),
      1,
    ),
    product: count(
      'product',
      number((body) => body.function === 'product' && body.type === 'scorecard'),
      1,
    ),
    support: count(
      'support',
      number((body) => body.function === 'support'),
      1,
    ),
    retention: count(
      'retention',
      number(({ stage }) => stage === 'renewal'),
      1,
    ),
    expansion: count(
      'expansion',
      number(({ stage }) => stage === 'expansion'),
      1,
    ),
  }
}

function ofUse({ counts }: HealthFacts) {
  const { customers, active, briefs, ran, year, trained } = counts
  const tagged = taggedIn(customers)
  return {
    tagging: count('tagging', tagged.n, 1),
    tagged: share('tagged', tagged.n, tagged.of, MOST),
    functions: count('functions', active.length, LEAST_FUNCTIONS),
    briefs: count('briefs', briefs.all, 1),
    aligned: share('aligned', briefs.complete, briefs.all, NEARLY_ALL),
    differ: count('differ', churnSpread(year).differs ? 1 : 0, 1),
    review: count('review', ran.has('kpi-review') && year.length > 0 ? 1 : 0, 1),
    training: count('training', trained, 1),
    warning: count('warning', ran.has('trigger-sweep') ? 1 : 0, 1),
    signals: count('signals', ran.has('signal-monitor') ? 1 : 0, 1),
    refresh: count('refresh', ran.has('persona-refresh') ? 1 : 0, 1),
  }
}

const ofBoard = ({ counts: { answers, decided, hasMeeting } }: HealthFacts) => ({
  decided: count('decided', decided, 1),
  meeting: count('meeting', hasMeeting ? 1 : 0, 1),
  audit: told('audit', answers),
  crm: told('crm', answers),
  clv: told('clv', answers),
})
