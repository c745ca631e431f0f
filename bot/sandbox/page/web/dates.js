/** Slack's date tokens, https://docs.slack.dev/messaging/formatting-message-text#date-formatting */

/** @type {Record<string, Intl.DateTimeFormatOptions>} */
const FORMS = {
  date_num: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date_slash: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date: { year: 'numeric', month: 'long', day: 'numeric' },
  date_short: { year: 'numeric', month: 'short', day: 'numeric' },
  date_long: { year: 'numeric', month: 'long', day: 'numeric', weekday: 'long' },
  time: { hour: '2-digit', minute: '2-digit' },
  time_secs: { hour: '2-digit', minute: '2-digit', second: '2-digit' },
}

/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map()

/** @param {string} zone @param {string} form */
function format(zone, form) {
  const key = `${zone} ${form}`
  const known =
    formats.get(key) ?? new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', ...FORMS[form] })
  formats.set(key, known)
  return known
}

/** @param {number} seconds @param {string} token @param {{ zone: string, now(): number }} reader */
export function dateInWords(seconds, token, reader) {
  return token.replaceAll(/\{(\w+)\}/g, (whole, form) => {
    if (form === 'ago') return ago(seconds * 1000 - reader.now())
    const plain = form.replace(/_pretty$/, '')
    if (FORMS[plain] === undefined) return whole
    const near = form === plain ? undefined : nearDay(seconds, reader)
    return near ?? format(reader.zone, plain).format(seconds * 1000)
  })
}

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })

/** @type {[Intl.RelativeTimeFormatUnit, number][]} */
const UNITS = [
  ['year', 365 * 86_400_000],
  ['month', 30 * 86_400_000],
  ['week', 7 * 86_400_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
]

/** @param {number} away milliseconds from now, negative in the past */
function ago(away) {
  const [unit, size] = UNITS.find(([, length]) => Math.abs(away) >= length) ?? []
  return unit === undefined || size === undefined
    ? 'just now'
    : relative.format(Math.trunc(away / size), unit)
}

/** @param {number} seconds @param {{ zone: string, now(): number }} reader */
function nearDay(seconds, { zone, now }) {
  const days = format(zone, 'date_num')
  const day = days.format(seconds * 1000)
  if (day === days.format(now())) return 'Today'
  if (day === days.format(now() - 86_400_000)) return 'Yesterday'
  return day === days.format(now() + 86_400_000) ? 'Tomorrow' : undefined
}

/** The day of a message, as its own heading. @param {string} ts @param {{ zone: string, now(): number }} reader */
export const dayOf = (ts, reader) => {
  const near = nearDay(Number(ts), reader)
  return near ?? dateInWords(Number(ts), '{date_long}', reader)
}

/** @param {string} ts @param {{ zone: string, now(): number }} reader */
export const timeOf = (ts, reader) => dateInWords(Number(ts), '{time}', reader)
