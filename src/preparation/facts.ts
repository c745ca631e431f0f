import type { Standing } from '#src/accounts/standing.ts'

/** Somebody at an account, with the persona that they are tagged with, if they are. */
export type Person = {
  id: string
  name: string | undefined
  /** Their title, else what their source calls their role. */
  title: string | undefined
  persona: string | undefined
}

/** Something that happened at an account, so many times; `at`: the last time. */
export type Happening = {
  what: 'alert' | 'signal' | 'tickets' | 'escalations' | 'survey' | 'deal'
  /** The slug of the trigger, that of the signal or its sender's name, the survey's kind, the deal's outcome. */
  name: string
  count: number
  at: Temporal.Instant
  /** A survey's score and words, a lost deal's reason. */
  score?: number | undefined
  said?: string | undefined
}

/** An account as one looks at it before a call. Money in the installation's currency, days in the team's zone. */
export type AccountFacts = Omit<Standing, 'owner' | 'mrr' | 'attributes'> & {
  /** MRR × 12 at the end of the last month that is known. */
  arr: number | undefined
  people: Person[]
  /** How many people there are beyond those. */
  morePeople: number
  /** Of the newest deal that was lost. */
  lossReason: string | undefined
  /** The newest first. */
  lately: Happening[]
}
