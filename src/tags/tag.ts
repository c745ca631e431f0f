/** The ways in which a persona becomes known, in the order in which they count unless an entry says otherwise. */
export const METHODS = ['manual', 'self-selection', 'crm', 'rule', 'support'] as const
export type Method = (typeof METHODS)[number]

/** What carries a tag: a customer, or a person at one or on the way to becoming one. */
export const SUBJECTS = ['account', 'contact'] as const
export type SubjectKind = (typeof SUBJECTS)[number]
export type Subject = { subject: SubjectKind; id: string }

/** A persona that somebody or something says an account or a contact is. */
export type Tag = {
  method: Method
  /** Slug of a persona. */
  persona: string
  /** From 0 to 1. */
  confidence: number
  reason: string
  /** The handle of a person, or the slug of a rule or a source. */
  by: string
  since: Temporal.Instant
  until: Temporal.Instant | undefined
}

/** The tag that counts of those in force: the one whose method comes first. */
export const effectiveTag = <T extends Pick<Tag, 'method'>>(
  tags: T[],
  precedence: readonly Method[],
): T | undefined => tags.toSorted((a, b) => precedence.indexOf(a.method) - precedence.indexOf(b.method))[0]
