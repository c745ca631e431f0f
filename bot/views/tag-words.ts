import type { Library } from '#src/knowledge/library.ts'
import { dayName, monthName } from '#src/runs/period.ts'
import type { ChangedValue } from '#src/tags/published.ts'
import type { Method } from '#src/tags/tag.ts'
import type { KnownTag } from '#src/tags/who.ts'
import { personName, shortName } from './names.ts'
import { money, percent, roughly } from './numbers.ts'
import { counted } from './reading.ts'

/** How a way of tagging is called. */
export const METHOD_WORDS: Record<Method, string> = {
  manual: 'by hand',
  'self-selection': 'own choice',
  crm: 'CRM',
  rule: 'rule',
  support: 'tickets',
}

/** "Jonas Feldt said so", "the CRM says so", "the rule Small fleets says so" */
export function whoSaysSo({ method, by }: KnownTag, library: Library): string {
  if (method === 'manual') return `${personName(library, by) ?? by} said so`
  if (method === 'self-selection') return 'they said so themselves'
  if (method === 'crm') return 'the CRM says so'
  const title = library.entries.get(`tag-rule/${by}`)?.title ?? by
  return method === 'rule' ? `the rule “${title}” says so` : `their tickets say so (“${title}”)`
}

/** How sure it is, in words and in percent where it is not. */
export function howSure(confidence: number): string {
  if (confidence >= 0.9) return 'sure'
  return `${confidence >= 0.7 ? 'likely' : 'a guess'}, ${percent(confidence, 0)}`
}

/** "Untagged: 3 % of 1,240 customers."; nothing where there is no customer. */
export const untaggedWords = ({ n, of }: { n: number; of: number }): string | undefined =>
  of === 0 ? undefined : `Untagged: ${roughly(n / of)} of ${counted(of, 'customer')}.`

/** "since 3 Mar 2026" */
export const sinceWhen = ({ since }: KnownTag, zone: string): string =>
  since === undefined ? '' : `since ${dayName(since.toZonedDateTimeISO(zone).toPlainDate())}`

const KPI_WORDS: Record<ChangedValue['kpi'], string> = {
  retention: 'retention',
  churn: 'churn',
  grossRetention: 'gross revenue retention',
  netRetention: 'net revenue retention',
  expansion: 'expansion',
  supportCost: 'support cost',
}

/** "October 2026, retention of Carla: 96.1 % → 95.8 %, because 3 accounts were corrected" */
export function changedValueWords(changed: ChangedValue, library: Library, currency: string): string {
  const { month, persona, kpi, was, is } = changed
  const said = (value: number) => (kpi === 'supportCost' ? money(value, currency) : percent(value))
  return `${monthName(Temporal.PlainDate.from(month))}, ${KPI_WORDS[kpi]} of ${shortName(library, persona)}: ${said(was)} → ${said(is)}, because ${changedBecause(changed, library)}`
}

/** "3 accounts were corrected", "12 account-months came from Billing on 6 Nov 2026" */
export function changedBecause(
  { corrected, late }: Pick<ChangedValue, 'corrected' | 'late'>,
  library: Library,
): string {
  const newest = late.at(-1)
  const rows = late.reduce((sum, each) => sum + each.rows, 0)
  const said = [
    ...(corrected > 0 ? [`${counted(corrected, 'account was', 'accounts were')} corrected`] : []),
    ...(newest
      ? [
          `${counted(rows, 'account-month')} came later, the last on ${dayName(Temporal.PlainDate.from(newest.on))} from ${library.entries.get(`source/${newest.from}`)?.title ?? newest.from}`,
        ]
      : []),
  ]
  return said.join(' and ')
}
