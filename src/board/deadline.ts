/** How long the board has, in business days, and until which hour of the last one in the team's zone. */
const BUSINESS_DAYS = 5
const CLOSES_AT = Temporal.PlainTime.from('18:00')

/** The end of the fifth business day after this one. Holidays are not known; Saturdays and Sundays are. */
export function deadlineAfter(now: Temporal.Instant, zone: string): Temporal.Instant {
  let day = now.toZonedDateTimeISO(zone).toPlainDate()
  for (let left = BUSINESS_DAYS; left > 0; ) {
    day = day.add({ days: 1 })
    if (day.dayOfWeek <= 5) left -= 1
  }
  return day.toZonedDateTime({ timeZone: zone, plainTime: CLOSES_AT }).toInstant()
}
