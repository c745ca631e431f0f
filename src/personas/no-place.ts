import type { Fault } from '#src/knowledge/fault.ts'

/** What portraits of customers are padded with and nobody decides by. */
const NOT_ACTIONABLE =
  /^(ages?|avatar|birthday|brands?|cars?|children|drinks?|families|family|favou?rites?|food|gender|hair|hobby|hobbies|holidays?|horoscope|image|interests|kids|leisure|maritalstatus|married|music|pets?|photos?|picture|religion|sex|sports?|starsign|stockphoto|zodiac)$/

const UNKNOWN = /^the unknown field "(.*)"$/

/** Says of a field such as `hobbies` why a persona has none, where a list of all fields would only confuse. */
export function explainNoPlace(fault: Fault): Fault {
  const [, field = ''] = UNKNOWN.exec(fault.found) ?? []
  if (!NOT_ACTIONABLE.test(field.toLowerCase().replaceAll(/[^a-z]/g, ''))) return fault
  return {
    ...fault,
    expected: 'only what informs a marketing, product or sales decision; leave it out',
  }
}
