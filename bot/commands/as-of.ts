/** A question about another day: the day, and the question without it. */
export type AsOf = { day: Temporal.PlainDate; rest: string } | { unread: string }

const ISO = String.raw`\d{4}-\d{1,2}-\d{1,2}`
const DAY_FIRST = String.raw`\d{1,2}(?:st|nd|rd|th)?\.?\s+(?:of\s+)?[a-z]{3,9}\.?,?\s+\d{4}`
const MONTH_FIRST = String.raw`[a-z]{3,9}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}`
const ASKED = new RegExp(
  String.raw`(?:^|\s)(?:--at|as of|at|on)[\s=]+(${ISO}|${DAY_FIRST}|${MONTH_FIRST})(?=[\s?.,!]|$)`,
  'i',
)
const ASKED_BADLY = /(?:^|\s)--at(?:[\s=]+(\S*)|$)/i

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** Reads `--at 2026-06-30`, `at 30 June 2026`, `as of June 30, 2026`; undefined where no day is asked for. */
export function readAsOf(text: string): AsOf | undefined {
  const asked = ASKED.exec(text)
  const badly = ASKED_BADLY.exec(text)
  if (!asked) return badly ? { unread: badly[1] ?? '' } : undefined
  const day = dayIn(asked[1] ?? '')
  const rest = text.replace(asked[0], ' ').trim()
  return day ? { day, rest } : { unread: asked[1] ?? '' }
}

function dayIn(said: string): Temporal.PlainDate | undefined {
  const numbers = [...said.matchAll(/\d+/g)].map(([digits]) => Number(digits))
  const month = MONTHS.indexOf(
    (/[a-z]{3,}/i.exec(said.replace(/\d+(st|nd|rd|th)|\bof\b/gi, ' '))?.[0] ?? '').slice(0, 3).toLowerCase(),
  )
  const [first = 0, second = 0, third = 0] = numbers
  const parts =
    month < 0 ? { year: first, month: second, day: third } : { year: second, month: month + 1, day: first }
  try {
    return Temporal.PlainDate.from(parts, { overflow: 'reject' })
  } catch {
    return undefined
  }
}
