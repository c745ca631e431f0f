/** How many of a persona came up for renewal at an age, in months from 1, and how many of them left. */
export type AgeRow = {
  persona: string
  age: number
  /** In the months that a forecast is held against. */
  heldBack: boolean
  atRisk: number
  lost: number
}

/** The same by terms: `age` counts renewals from 1, each at the end of a customer's own term, whatever its length. */
export type RenewalRow = AgeRow & {
  /** Of those at risk, how much of the term that ended they paid for, summed: 1 for each who stayed to its end. */
  paid: number
}

/** How many of a persona's customers, of a known beginning, renew every so many months. */
export type TermRow = { persona: string; term: number; accounts: number }

/** What a persona's customers brought and cost. Money in the installation's currency; a month is one in which one paid. */
export type PersonaSums = {
  persona: string
  accounts: number
  /** Those who paid when the last month ended. */
  active: number
  /** Those whose beginning nobody knows, so that they have no age. */
  ageless: number
  months: number
  revenue: number
  /** Null where no cost is known; of how many months it is. */
  supportCost: number | null
  supportMonths: number
  /** Of the last twelve months alone. What they paid in their first month counts once a month, as what they pay now. */
  lately: {
    months: number
    revenue: number
    first: number
    supportCost: number | null
    supportMonths: number
    tickets: number | null
  }
  /** Of those who paid in the last twelve months, how many expanded, and by how much of what months began with. */
  expanded: number
  expandable: number
  expansion: number
  started: number
  reconstructed: boolean
}

/** All that customer lifetime value is computed from, by persona. */
export type Lives = { sums: PersonaSums[]; ages: AgeRow[]; renewals: RenewalRow[]; terms: TermRow[] }
