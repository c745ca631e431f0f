import type { TeamFunction } from '#src/members/member.ts'
import type { Question } from './question.ts'

/** Those who speak with customers: each of them gets to know the personas in their first week. */
const CUSTOMER_FACING: TeamFunction[] = ['sales', 'support', 'customer-success', 'marketing']

export const isCustomerFacing = (team: TeamFunction | undefined): boolean =>
  team !== undefined && CUSTOMER_FACING.includes(team)

/** How a tour stands. Of the answers nothing is known. */
export type Training = {
  memberId: string
  tour: string
  state: 'offered' | 'begun' | 'done' | 'declined'
  questions: Question[]
  at: number
}

export const FIRST_WEEK = 'first-week'

/** A member, when they were first known, and the tours that they have been offered. */
export type Learner = {
  function: TeamFunction | undefined
  knownSince: Temporal.PlainDate
  tours: { tour: string; on: Temporal.PlainDate | undefined }[]
}

/** So long after somebody was first seen their first tour is offered. */
const FIRST_DAYS = 7
/** An offer of the quarter is made in its first weeks, and not to who has just had another. */
const QUARTER_DAYS = 14
const LATELY_DAYS = 45

/** The tour that somebody is to be offered today, once: the first week's, and for sales one a quarter. */
export function tourDue(learner: Learner, today: Temporal.PlainDate): string | undefined {
  const had = (tour: string) => learner.tours.some((each) => each.tour === tour)
  if (!isCustomerFacing(learner.function)) return undefined
  if (daysBetween(learner.knownSince, today) < FIRST_DAYS) return had(FIRST_WEEK) ? undefined : FIRST_WEEK
  const isRecent = learner.tours.some(({ on }) => on !== undefined && daysBetween(on, today) < LATELY_DAYS)
  const { name, from } = quarterOf(today)
  if (learner.function !== 'sales' || isRecent || had(name)) return undefined
  return daysBetween(from, today) < QUARTER_DAYS ? name : undefined
}

const daysBetween = (from: Temporal.PlainDate, to: Temporal.PlainDate): number =>
  from.until(to, { largestUnit: 'days' }).days

function quarterOf(day: Temporal.PlainDate): { name: string; from: Temporal.PlainDate } {
  const quarter = Math.ceil(day.month / 3)
  return { name: `${day.year}-Q${quarter}`, from: day.with({ month: quarter * 3 - 2, day: 1 }) }
}
