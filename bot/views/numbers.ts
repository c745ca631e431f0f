/** "94.1 %" */
export const percent = (share: number, digits = 1): string => `${(share * 100).toFixed(digits)} %`

/** A share without decimals that say nothing: "3 %", "0.4 %" */
export const roughly = (share: number): string => percent(share, share > 0 && share < 0.0095 ? 1 : 0)

/** "▼ 0.8 pt", "▲ 1.2 pt", "= " where the first decimal is the same. */
export function points(now: number, before: number): string {
  const change = Math.round(now * 1000) - Math.round(before * 1000)
  if (change === 0) return 'unchanged'
  return `${change < 0 ? '▼' : '▲'} ${(Math.abs(change) / 10).toFixed(1)} pt`
}

/** "€41", "€1,240", "€0.37" */
export function money(amount: number, currency: string): string {
  const digits = Math.abs(amount) > 0 && Math.abs(amount) < 10 ? 2 : 0
  return new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(amount)
}

/** "▲ €5" against the month before */
export function moneyChange(now: number, before: number, currency: string): string {
  const change = now - before
  const said = money(Math.abs(change), currency)
  if (said === money(0, currency) || Math.abs(change) < 0.005) return 'unchanged'
  return `${change < 0 ? '▼' : '▲'} ${said}`
}

/** "12,408" */
export const plainNumber = (value: number): string => Math.round(value).toLocaleString('en')
