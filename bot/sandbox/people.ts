import { compact, type Fields } from './fields.ts'

/** Somebody in the workspace. `organisation` is set for people of another company, who are here through a shared channel. */
export type Person = {
  id: string
  handle: string
  name: string
  email: string
  title: string
  function: string | undefined
  guest: boolean
  organisation: string | undefined
  timeZone: string
  isBot: boolean
  /** Left the company: the account is deactivated. */
  left: boolean
}

export type PersonOption = {
  name: string
  id?: string
  handle?: string
  email?: string
  title?: string
  function?: string
  guest?: boolean
  organisation?: string
  timeZone?: string
}

export const SLACKBOT = 'USLACKBOT'

export function newPerson(option: PersonOption, newId: () => string, isBot = false): Person {
  const handle = option.handle ?? option.name.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '.')
  return {
    id: option.id ?? newId(),
    handle,
    name: option.name,
    email: option.email ?? (isBot ? '' : `${handle}@example.com`),
    title: option.title ?? option.function ?? '',
    function: option.function,
    guest: option.guest ?? false,
    organisation: option.organisation,
    timeZone: option.timeZone ?? 'Europe/Berlin',
    isBot,
    left: false,
  }
}

/** Whom a script means by an id, a handle (with or without @), an email, a full name or a first name. */
export function findPerson(people: Iterable<Person>, who: string): Person | undefined {
  const all = [...people]
  const wanted = who.replace(/^@/, '').toLowerCase()
  const matches: ((person: Person) => boolean)[] = [
    (person) => person.id.toLowerCase() === wanted,
    (person) => person.handle === wanted,
    (person) => person.email.toLowerCase() === wanted,
    (person) => person.name.toLowerCase() === wanted,
    (person) => person.name.toLowerCase().split(' ')[0] === wanted,
  ]
  return matches.map((match) => all.find(match)).find((person) => person !== undefined)
}

/** The user object of users.info; the email only with its scope, as Slack does it. */
export function userObject(person: Person, team: string, withEmail: boolean): Fields {
  const stranger = person.organisation !== undefined
  return compact({
    id: person.id,
    team_id: stranger ? teamOf(person.organisation ?? '') : team,
    name: person.handle,
    real_name: person.name,
    deleted: person.left,
    tz: person.timeZone,
    is_bot: person.isBot,
    is_app_user: false,
    is_restricted: person.guest,
    is_ultra_restricted: false,
    is_stranger: stranger || undefined,
    profile: compact({
      real_name: person.name,
      display_name: person.handle,
      first_name: person.name.split(' ')[0],
      title: person.title,
      email: withEmail && !person.isBot ? person.email : undefined,
      team: stranger ? teamOf(person.organisation ?? '') : team,
    }),
  })
}

function teamOf(organisation: string): string {
  return `T0${organisation
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]/g, '')
    .slice(0, 8)
    .padEnd(8, '0')}`
}
