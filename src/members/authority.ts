import { UserError } from '#src/errors.ts'
import { DEEDS, type Deed, type Relation, type Standing } from './deeds.ts'
import { isThere, type KnownMember, ROLES, type Role } from './member.ts'

/** Who wants to do something: a member, whoever has the command line, or nobody that the knowledge base knows. */
export type Actor = KnownMember | 'operator' | undefined

/** Handles of those who stand in some relation to what a deed is about. */
export type Related = { readonly [R in Relation]?: readonly (string | undefined)[] }

export type Right = { may: true } | Refusal
/** `ask`: who may instead, by standing; nobody for one that nobody has. */
export type Refusal = { may: false; deed: Deed; ask: { standing: Standing; members: KnownMember[] }[] }

/**
 * The one question that every path asks that changes something: whether this actor may do this. Nobody who has left
 * may do anything; the operator may do whatever an admin may.
 */
export function may(
  actor: Actor,
  deed: Deed,
  { related = {}, members }: { related?: Related; members: ReadonlyMap<string, KnownMember> },
): Right {
  const standings: readonly Standing[] = DEEDS[deed].may
  if (allows(actor, deed, related)) return { may: true }
  const there = [...members.values()].filter(isThere)
  const ask = standings.map((standing) => ({
    standing,
    members: there.filter((each) => standing !== 'member' && has(each, standing, related)),
  }))
  return { may: false, deed, ask }
}

/** The same where only a yes or a no matters, as for whether a button is shown. */
export const allows = (actor: Actor, deed: Deed, related: Related = {}): boolean =>
  DEEDS[deed].may.some((standing: Standing) => has(actor, standing, related))

function has(actor: Actor, standing: Standing, related: Related): boolean {
  if (standing === 'anybody') return true
  if (actor === undefined) return false
  if (actor === 'operator') return standing === 'operator' || standing === 'admin'
  if (!isThere(actor)) return false
  if (standing === 'member') return true
  if (standing === 'operator') return false
  if (isRole(standing)) return actor.roles.includes(standing)
  return related[standing]?.includes(actor.handle) ?? false
}

const isRole = (standing: Standing): standing is Role => ROLES.some((role) => role === standing)

/** Somebody wanted what is not theirs. Whoever catches it tells them, and has it recorded. */
export class NoRight extends UserError {
  readonly deed: Deed
  readonly subject: string
  constructor(refusal: Refusal, subject: string) {
    super(sayRefusal(refusal))
    this.deed = refusal.deed
    this.subject = subject
  }
}

/** The same question where nothing but a yes will do: throws a NoRight otherwise. `subject` is for the audit trail. */
export function demand(
  actor: Actor,
  deed: Deed,
  about: Parameters<typeof may>[2] & { subject: string },
): asserts actor is KnownMember | 'operator' {
  const right = may(actor, deed, about)
  if (!right.may) throw new NoRight(right, about.subject)
}

const STANDINGS: Record<Standing, string> = {
  'persona-owner': 'whoever owns the personas',
  'kpi-owner': 'a KPI owner',
  board: 'a member of the board',
  sponsor: 'the sponsor',
  admin: 'an admin',
  rep: 'a rep',
  self: 'that person',
  owner: 'its owner',
  verifier: 'whoever confirms it',
  deputy: 'who stands in for them',
  proposer: 'whoever proposed it',
  reader: 'whoever it was sent to',
  doer: 'whoever it is for',
  seat: 'whoever decides on it',
  member: 'somebody whom I know',
  anybody: 'anybody',
  operator: 'the operator, on the command line,',
}

/** More names help nobody. */
const MOST_NAMES = 3

/** "Only its owner or an admin may settle this: ask Mina Okafor or Ada Lind." */
export function sayRefusal({ deed, ask }: Refusal): string {
  // Where nobody is a deputy, nobody is told of one.
  const said = ask.filter(({ standing, members }) => members.length > 0 || !isOptional(standing))
  const names = [...new Set(said.flatMap(({ members }) => members.map(({ name }) => name)))]
  const whom = names.length > 0 ? `: ask ${either(names.slice(0, MOST_NAMES))}` : ''
  return `Only ${either(said.map(({ standing }) => STANDINGS[standing]))} may ${DEEDS[deed].does}${whom}.`
}

const isOptional = (standing: Standing): boolean => standing === 'deputy' || standing === 'reader'

const either = (words: string[]): string =>
  words.length < 2 ? (words[0] ?? 'nobody') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
