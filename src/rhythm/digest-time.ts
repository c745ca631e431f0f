import { z } from 'zod'

/** Digests come within a working day, so that one that is put off is still of its week. */
export const EARLIEST_HOUR = 6
const LATEST_HOUR = 20
export const HOURS = Array.from(
  { length: LATEST_HOUR - EARLIEST_HOUR + 1 },
  (_, index) => EARLIEST_HOUR + index,
)

/** Days without a digest, the first and the last included. */
export const quietDays = z.object({ from: z.iso.date(), to: z.iso.date() })
export type QuietDays = z.output<typeof quietDays>

/** When somebody wants their week: the day (1 is Monday), the hour in the team's zone, and when not at all. */
export const digestTime = z.object({
  weekday: z.int().min(1).max(7),
  hour: z.int().min(EARLIEST_HOUR).max(LATEST_HOUR),
  quiet: quietDays.optional(),
})
export type DigestTime = z.output<typeof digestTime>

export const USUAL: DigestTime = { weekday: 1, hour: 8 }

/** When the digest of a week is due; `quiet` are the days that it was put off for, or that are all that is left of the week. */
export type Due =
  | { due: 'at'; at: Temporal.ZonedDateTime; quiet?: QuietDays }
  | { due: 'not this week'; quiet: QuietDays }

export const isQuiet = ({ quiet }: DigestTime, day: Temporal.PlainDate): boolean =>
  quiet !== undefined && day.toString() >= quiet.from && day.toString() <= quiet.to

/**
 * The digest of the week that begins on a Monday. Quiet days put it off to the first day after them: in the same week,
 * or in the week in which they end, whose own digest it then is. What was chosen after its time holds from then on.
 */
export function dueInWeek(
  monday: Temporal.PlainDate,
  time: DigestTime,
  { zone, since }: { zone: string; since?: Temporal.Instant | undefined },
): Due {
  const at = (day: Temporal.PlainDate): Temporal.ZonedDateTime => {
    const planned = day.toZonedDateTime({ timeZone: zone, plainTime: { hour: time.hour } })
    const chosen = since?.toZonedDateTimeISO(zone)
    return chosen && Temporal.ZonedDateTime.compare(chosen, planned) > 0 ? chosen : planned
  }
  const planned = monday.add({ days: time.weekday - 1 })
  const { quiet } = time
  if (!quiet) return { due: 'at', at: at(planned) }
  const after = Temporal.PlainDate.from(quiet.to).add({ days: 1 })
  const days = monday.until(after).total('days')
  const endsNow = days >= 0 && days < 7
  const putOff = [planned, planned.subtract({ weeks: 1 })].some((day) => isQuiet(time, day))
  const due = at(planned)
  if (endsNow && (putOff || isQuiet(time, due.toPlainDate()))) return { due: 'at', at: at(after), quiet }
  return isQuiet(time, due.toPlainDate()) ? { due: 'not this week', quiet } : { due: 'at', at: due }
}
