/** How long a job's periods are. */
export const UNITS = ['day', 'week', 'month', 'quarter', 'half-year', 'year'] as const
export type Unit = (typeof UNITS)[number]

/** A period by its name, for people: "October 2026", "Q3 2026", "the first half of 2026", "week 47 of 2026", "2026". */
export function periodName(id: string): string {
  const [year = '', rest = '', day] = id.split('-')
  if (rest === '') return year
  if (day !== undefined) return dayName(Temporal.PlainDate.from(id))
  if (rest.startsWith('W')) return `week ${Number(rest.slice(1))} of ${year}`
  if (rest.startsWith('Q')) return `${rest} ${year}`
  if (rest.startsWith('H')) return `the ${rest === 'H1' ? 'first' : 'second'} half of ${year}`
  return monthName(Temporal.PlainDate.from(`${id}-01`))
}

/** The first day of a period, by its name. */
export function firstDayOf(id: string): Temporal.PlainDate {
  const [year = '', rest = '', day] = id.split('-')
  if (day !== undefined) return Temporal.PlainDate.from(id)
  const month = (number: number) => Temporal.PlainDate.from({ year: Number(year), month: number, day: 1 })
  if (rest === '') return month(1)
  if (rest.startsWith('Q')) return month(Number(rest.slice(1)) * 3 - 2)
  if (rest.startsWith('H')) return month(rest === 'H1' ? 1 : 7)
  if (!rest.startsWith('W')) return month(Number(rest))
  // ISO 8601: the week with 4 January in it is the first.
  const fourth = month(1).with({ day: 4 })
  return fourth.subtract({ days: fourth.dayOfWeek - 1 }).add({ weeks: Number(rest.slice(1)) - 1 })
}

/** The name of the week of a day, as ISO 8601 counts them: "2026-W47" */
export const weekOf = ({ yearOfWeek, weekOfYear }: Temporal.PlainDate): string =>
  `${yearOfWeek}-W${String(weekOfYear).padStart(2, '0')}`

/** "October 2026" */
export const monthName = (day: Temporal.PlainDate): string =>
  day.toLocaleString('en', { month: 'long', year: 'numeric', calendar: 'gregory' })

/** "4 Nov 2026" */
export const dayName = (day: Temporal.PlainDate): string =>
  `${day.day} ${day.toLocaleString('en', { month: 'short' })} ${day.year}`

/** "October" */
export const shortMonth = (day: Temporal.PlainDate): string => day.toLocaleString('en', { month: 'long' })
