import { UsageError, UserError } from '#src/errors.ts'
import { addPerson, changePerson } from '#src/members/change-person.ts'
import { isThere, type KnownMember, type Role } from '#src/members/member.ts'
import { membersSince } from '#src/members/store.ts'
import { type TerminalCommand, usageOf } from './command.ts'

const SLACK_ID = /^[UW][A-Z0-9]{5,}$/

/** The first admin, and whoever is needed when none is left. */
export const admin: TerminalCommand = {
  name: 'admin',
  asks: 'manage-people',
  takes: 'HANDLE|EMAIL|SLACK_ID | --remove HANDLE|EMAIL|SLACK_ID | --list',
  does: 'makes somebody an admin, or no longer one, or lists who is',
  words: [0, 1],
  options: ['remove'],
  flags: ['list'],
  async run({ words: [added], options: { remove }, flags }, { open, print }) {
    if ([added, remove, flags.has('list') || undefined].filter((each) => each !== undefined).length !== 1)
      throw new UsageError(`Usage: ${usageOf(admin)}`)
    const { db, now } = await open()
    const change = { by: 'operator', why: 'on the command line', at: now() }
    const members = await membersSince(db, -1n)
    const wanted = added ?? remove
    if (wanted === undefined) return print(listed(members))
    const found = members.find((member) => goesBy(member, wanted))
    if (!found && added !== undefined && SLACK_ID.test(added)) {
      await addPerson(db, { name: added, slack: added, function: undefined, roles: ['admin'] }, change)
      return print(
        `${added} is an admin now. Add a person, under /persona board in Slack, gives them their name and function.`,
      )
    }
    if (!found) throw new UserError(nobody(wanted, members))
    const rolesOf = (roles: Role[]): Role[] => {
      const others = roles.filter((role) => role !== 'admin')
      return added === undefined ? others : [...others, 'admin']
    }
    const duty = (before: KnownMember) => ({ function: before.function, roles: rolesOf(before.roles) })
    await changePerson(db, found.handle, duty, change)
    print(`${found.name} (${found.handle}) is ${added === undefined ? 'no longer' : 'now'} an admin.`)
  },
}

const goesBy = ({ handle, email, slack }: KnownMember, wanted: string): boolean =>
  handle === wanted || slack === wanted || email === wanted.toLowerCase()

function listed(members: KnownMember[]): string {
  const admins = members.filter((each) => isThere(each) && each.roles.includes('admin'))
  if (admins.length === 0)
    return 'There is no admin yet: name one by handle, e-mail address or Slack member id.'
  return admins.map(({ handle, name, email }) => [handle, name, email].filter(Boolean).join('  ')).join('\n')
}

function nobody(wanted: string, members: KnownMember[]): string {
  const known = members.filter(isThere).map(({ handle }) => handle)
  const some = known.slice(0, 10).join(', ') + (known.length > 10 ? ` … and ${known.length - 10} more` : '')
  return (
    `Nobody is known as ${JSON.stringify(wanted)}${known.length > 0 ? `; known are ${some}` : ''}. ` +
    'Whoever is in no file yet is named by their Slack member id (U…), which their profile in Slack shows.'
  )
}
