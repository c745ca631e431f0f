/** What a rule is asked about: an account alone, an event of an account, or a contact with theirs. */
export type RuleAbout = 'account' | 'event' | 'contact'

/** How a field is compared: numbers of any kind are one type. */
export type FieldType = 'number' | 'text' | 'date' | 'flag'

/** A field that a rule may ask for, such as `account.seats`. */
export type RuleField = {
  /** As it stands in a rule: `account.seats`, `event.name`. */
  path: string
  type: FieldType
  /** As people call it: "seats", "monthly revenue". */
  title: string
  /** What it is counted in, where it isn't simply counted. */
  unit?: string
}

/** A signal that a rule may count. */
type RuleSignal = {
  slug: string
  title: string
  /** Completes "an account that …": "uses the planner". */
  said?: string
}

/** What rules may speak of: what every account has, what the data dictionary adds, and the signals. */
export type RuleNames = { fields: RuleField[]; signals: RuleSignal[] }

/** What every account is known by, whatever its sources give beyond. */
export const ACCOUNT_FIELDS: RuleField[] = [
  { path: 'account.id', type: 'text', title: 'id' },
  { path: 'account.name', type: 'text', title: 'name' },
  { path: 'account.persona', type: 'text', title: 'persona' },
  { path: 'account.owner', type: 'text', title: 'owner' },
  { path: 'account.stage', type: 'text', title: 'stage' },
  { path: 'account.startedOn', type: 'date', title: 'start' },
  { path: 'account.endedOn', type: 'date', title: 'end' },
  { path: 'account.mrr', type: 'number', title: 'monthly revenue' },
  { path: 'account.seats', type: 'number', title: 'seats' },
]

/** What every contact and lead is known by, in rules that ask about them. */
export const CONTACT_FIELDS: RuleField[] = [
  { path: 'contact.id', type: 'text', title: 'id of their own' },
  { path: 'contact.name', type: 'text', title: 'name of their own' },
  { path: 'contact.title', type: 'text', title: 'title' },
  { path: 'contact.role', type: 'text', title: 'role' },
  { path: 'contact.seniority', type: 'text', title: 'seniority' },
  { path: 'contact.isLead', type: 'flag', title: 'the mark of a lead' },
  { path: 'contact.persona', type: 'text', title: 'persona of their own' },
]

/** What every event is known by. */
export const EVENT_FIELDS: RuleField[] = [
  { path: 'event.name', type: 'text', title: 'event' },
  { path: 'event.signal', type: 'text', title: 'signal' },
  { path: 'event.family', type: 'text', title: 'signal family' },
  { path: 'event.at', type: 'date', title: 'time' },
]
