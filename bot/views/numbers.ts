/** "94.1 %" */
export const percent = (share: number, digits = 1): string => `${(share * 100).toFixed(digits)} %`

/** A share without decimals that say nothing: "3 %", "0.4 %" */
export const roughly = (share: number): string => percent(share, share > 0 && share < 0.0095 ? 1 : 0)

const UNCHANGED = 'unchanged'

/** "▼ 0.8 pt", "▲ 1.2 pt", or "unchanged" where the first decimal is the same. */
export function points(now: number, before: number): string {
  const change = Math.round(now * 1000) - Math.round(before * 1000)
  if (change === 0) return UNCHANGED
  return `${change < 0 ? '▼' : '▲'} ${(Math.abs(change) / 10).toFixed(1)} pt`
}

/** "€41", "€1,240", "€0.37": whole from 10 on */
export const money = (amount: number, currency: string): string =>
  inCurrency(amount, digitsFor(amount), currency)

const digitsFor = (amount: number): number => (Math.abs(amount) < 10 && amount !== 0 ? 2 : 0)

const inCurrency = (amount: number, digits: number, currency: string): string =>
  new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(amount)

/** "€1.1 M", "€137 k", "€2,366": as much of a large amount as one remembers */
export function largeMoney(amount: number, currency: string): string {
  const size = Math.abs(amount)
  if (size >= 999_500) return `${inCurrency(amount / 1e6, size < 9_950_000 ? 1 : 0, currency)} M`
  return size >= 10_000 ? `${inCurrency(amount / 1e3, 0, currency)} k` : money(amount, currency)
}

/** "▲ €5" against the month before, between the amounts as they are shown */
export function moneyChange(now: number, before: number, currency: string): string {
  const digits = digitsFor(now)
  const change = Number(now.toFixed(digits)) - Number(before.toFixed(digits))
  if (Math.abs(change) < 0.005) return UNCHANGED
  return `${change < 0 ? '▼' : '▲'} ${inCurrency(Math.abs(change), digits, currency)}`
}

/** "12,408" */
export const plainNumber = (value: number): string => Math.round(value).toLocaleString('en')

/** "▼ 0.8 pt against September", "as in September" */
export const against = (change: string, month: string): string =>
  change === UNCHANGED ? `as in ${month}` : `${change} against ${month}`
