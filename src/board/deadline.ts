/** Until which hour of the last day there is time, in the team's zone. */
const CLOSES_AT = Temporal.PlainTime.from('18:00')

const isBusinessDay = (day: Temporal.PlainDate): boolean => day.dayOfWeek <= 5

/** The end of so many business days after this one. Holidays are not known; Saturdays and Sundays are. */
export function deadlineAfter(now: Temporal.Instant, zone: string, businessDays: number): Temporal.Instant {
  let day = now.toZonedDateTimeISO(zone).toPlainDate()
  for (let left = businessDays; left > 0; ) {
    day = day.add({ days: 1 })
    if (isBusinessDay(day)) left -= 1
  }
  return day.toZonedDateTime({ timeZone: zone, plainTime: CLOSES_AT }).toInstant()
}

/** The hour of the business day before a deadline, from which on those are reminded who have not voted. */
export function remindFrom(deadline: Temporal.Instant, zone: string): Temporal.Instant {
  const end = deadline.toZonedDateTimeISO(zone)
  let day = end.toPlainDate().subtract({ days: 1 })
  while (!isBusinessDay(day)) day = day.subtract({ days: 1 })
  return day.toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from('09:00') }).toInstant()
}
