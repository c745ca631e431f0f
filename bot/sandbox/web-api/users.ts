import { userObject } from '#bot/sandbox/people.ts'
import { Refusal } from '#bot/sandbox/refusals.ts'
import type { Workspace } from '#bot/sandbox/workspace.ts'
import { type Method, page, required } from './method.ts'

const info: Method = {
  name: 'users.info',
  token: 'bot',
  scopes: ['users:read'],
  run({ workspace, args }) {
    const person = workspace.people.get(required(args, 'user'))
    if (person === undefined) throw new Refusal('user_not_found')
    return { user: userObject(person, workspace.team.id, seesEmails(workspace)) }
  },
}

const lookupByEmail: Method = {
  name: 'users.lookupByEmail',
  token: 'bot',
  scopes: ['users:read.email'],
  run({ workspace, args }) {
    const email = required(args, 'email').toLowerCase()
    const person = workspace.people.values().find((each) => each.email.toLowerCase() === email)
    if (person === undefined) throw new Refusal('users_not_found')
    return { user: userObject(person, workspace.team.id, true) }
  },
}

const list: Method = {
  name: 'users.list',
  token: 'bot',
  scopes: ['users:read'],
  run(call) {
    const { workspace } = call
    const { rows, next } = page([...workspace.people.values()], call, 1000)
    return {
      members: rows.map((person) => userObject(person, workspace.team.id, seesEmails(workspace))),
      response_metadata: { next_cursor: next },
    }
  },
}

export const userMethods: readonly Method[] = [info, lookupByEmail, list]

const seesEmails = ({ app }: Workspace): boolean => app.scopes.includes('users:read.email')
