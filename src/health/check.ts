/** What only people can tell: asked of the board once. Each is put so that yes is good. */
export const BOARD_QUESTIONS = ['dashboards', 'vocabulary', 'audit', 'crm', 'clv', 'channels'] as const
export type BoardQuestion = (typeof BOARD_QUESTIONS)[number]

/** What an answer was, whose and since when. */
export type BoardAnswer = { yes: boolean; by: string; since: Temporal.Instant }
export type BoardAnswers = ReadonlyMap<BoardQuestion, BoardAnswer>

/** Everything that a stage, a level or a phase can ask for. */
type CheckName =
  | BoardQuestion
  | 'personas'
  | 'owned'
  | 'core'
  | 'validated'
  | 'interviews'
  | 'quantitative'
  | 'cited'
  | 'tagging'
  | 'tagged'
  | 'functions'
  | 'playbooks'
  | 'marketing'
  | 'sales'
  | 'product'
  | 'support'
  | 'training'
  | 'warning'
  | 'retention'
  | 'expansion'
  | 'briefs'
  | 'aligned'
  | 'review'
  | 'differ'
  | 'decided'
  | 'fresh'
  | 'signals'
  | 'refresh'
  | 'meeting'

/** Whether something holds, with the numbers that say so; `met` is undefined where only the board can tell. */
export type Check = { check: CheckName; met: boolean | undefined; n: number; of: number }

/** A count that has to reach something. */
export const count = (check: CheckName, n: number, least: number): Check => ({
  check,
  met: n >= least,
  n,
  of: least,
})

/** A share that has to be reached; of nothing it never is. */
export const share = (check: CheckName, n: number, of: number, least: number): Check => ({
  check,
  met: of > 0 && n / of >= least,
  n,
  of,
})

/** What the board says. */
export const told = (check: BoardQuestion, answers: BoardAnswers): Check => ({
  check,
  met: answers.get(check)?.yes,
  n: 0,
  of: 0,
})
