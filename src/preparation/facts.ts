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
export type AccountFacts = {
  id: string
  name: string
  persona: string | undefined
  startedOn: Temporal.PlainDate | undefined
  endedOn: Temporal.PlainDate | undefined
  /** From the attribute `renews_on`. */
  renewsOn: Temporal.PlainDate | undefined
  /** What its source calls its stage: the attribute `stage`. */
  givenStage: string | undefined
  /** MRR × 12 at the end of the last month that is known. */
  arr: number | undefined
  expandedIn: Temporal.PlainDate | undefined
  people: Person[]
  /** How many people there are beyond those. */
  morePeople: number
  openDeal: { stage: string | null; competitor: string | undefined } | undefined
  /** Of the newest deal that was lost. */
  lossReason: string | undefined
  /** The newest first. */
  lately: Happening[]
}
