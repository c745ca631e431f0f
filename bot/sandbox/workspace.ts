import { randomBytes } from 'node:crypto'
import { changed, newId } from './changes.ts'
import { type Channel, type ChannelOption, newChannel } from './channels.ts'
import { type Clock, type Pace, SLACK_PACE, wallClock } from './clock.ts'
import { type Delivery, forgetWaiting } from './delivery.ts'
import { type Faults, newFaults } from './faults.ts'
import type { SandboxFile } from './files.ts'
import { type Journal, newJournal } from './journal.ts'
import type { Prompt, SandboxApp } from './manifest.ts'
import { findPerson, newPerson, type Person, type PersonOption, SLACKBOT } from './people.ts'
import type { ResponseUrl } from './response-urls.ts'
import type { Rotation } from './rotation.ts'
import type { Trigger } from './triggers.ts'
import { newViews, type Views } from './views.ts'

/** The whole stand-in workspace, in memory. */
export type Workspace = {
  readonly team: { id: string; name: string; domain: string }
  readonly app: SandboxApp & { id: string; botId: string }
  readonly secrets: Secrets
  /** Tokens that expire, once the app's token rotation is on. */
  rotation: Rotation | undefined
  readonly clock: Clock
  readonly pace: Pace
  readonly listeners: Set<(change: Change) => void>
  /** The latest changes, for whoever looks away for a moment. */
  readonly changes: Change[]
  readonly seed: Seed
  readonly faults: Faults
  readonly journal: Journal
  /** Where this server listens, such as http://127.0.0.1:4000, known once it does. */
  base: string
  delivery: Delivery
  revision: number
  lastTs: number
  lastId: number
  appUser: Person
  people: Map<string, Person>
  channels: Map<string, Channel>
  files: Map<string, SandboxFile>
  triggers: Map<string, Trigger>
  responseUrls: Map<string, ResponseUrl>
  views: Views
  /** What the app suggests to say, by the id of its direct messages with somebody. */
  prompts: Map<string, Suggested>
}

type Suggested = { title: string; prompts: readonly Prompt[] }

type Secrets = {
  botToken: string
  appToken: string
  clientId: string
  clientSecret: string
  signingSecret: string
  verification: string
  /** Opens the page and the door. */
  door: string
}

type Seed = {
  people: readonly PersonOption[]
  channels: readonly ChannelOption[]
}

type ChangeKind =
  | 'message'
  | 'message_deleted'
  | 'channel'
  | 'modal'
  | 'home'
  | 'file'
  | 'person'
  | 'connection'
  | 'call'
  | 'clock'
  | 'faults'
  | 'reset'

export type Change = {
  revision: number
  kind: ChangeKind
  channel?: string
  ts?: string
  thread?: string
  person?: string
}

export type WorkspaceOptions = Seed & {
  app: SandboxApp
  delivery: Delivery
  teamName?: string
  clock?: Clock
  pace?: Partial<Pace>
}

export function newWorkspace(options: WorkspaceOptions): Workspace {
  const workspace: Workspace = {
    team: { id: 'T0DRAMATIS', name: options.teamName ?? 'Sandbox', domain: 'sandbox' },
    app: { ...options.app, id: 'A0DRAMATIS', botId: 'B0DRAMATIS' },
    secrets: newSecrets(),
    rotation: undefined,
    clock: options.clock ?? wallClock,
    pace: { ...SLACK_PACE, ...options.pace },
    listeners: new Set(),
    changes: [],
    seed: { people: options.people, channels: options.channels },
    faults: newFaults(),
    journal: newJournal(),
    delivery: options.delivery,
    base: '',
    revision: 0,
    ...emptyState(options.app),
  }
  plant(workspace)
  return workspace
}

/** Back to the seed: everything said, opened, uploaded or switched on since then is gone. Tokens and sockets stay. */
export function resetWorkspace(workspace: Workspace): void {
  forgetWaiting(workspace)
  Object.assign(workspace, emptyState(workspace.app))
  Object.assign(workspace.faults, newFaults())
  Object.assign(workspace.journal, newJournal())
  plant(workspace)
  changed(workspace, { kind: 'reset' })
}

function emptyState(app: SandboxApp) {
  const appUser = newPerson({ name: app.name, id: 'U0DRAMATIS' }, () => 'U0DRAMATIS', true)
  const slackbot = newPerson({ name: 'Slackbot', id: SLACKBOT }, () => SLACKBOT, true)
  return {
    lastId: 0,
    lastTs: 0,
    appUser,
    people: new Map([appUser, slackbot].map((person) => [person.id, person])),
    channels: new Map<string, Channel>(),
    files: new Map<string, SandboxFile>(),
    triggers: new Map<string, Trigger>(),
    responseUrls: new Map<string, ResponseUrl>(),
    views: newViews(),
    prompts: new Map<string, Suggested>(),
  }
}

function plant(workspace: Workspace): void {
  for (const option of workspace.seed.people) addPerson(workspace, option)
  for (const option of workspace.seed.channels) addChannel(workspace, option)
}

export function addPerson(workspace: Workspace, option: PersonOption): Person {
  const person = newPerson(option, () => newId(workspace, 'U'))
  workspace.people.set(person.id, person)
  changed(workspace, { kind: 'person', person: person.id })
  return person
}

export function addChannel(workspace: Workspace, option: ChannelOption): Channel {
  const channel = newChannel({
    id: option.id ?? newId(workspace, 'C'),
    kind: option.private ? 'private' : 'public',
    name: option.name,
    topic: option.topic ?? '',
    purpose: option.purpose ?? '',
    archived: option.archived ?? false,
    members: new Set(membersOf(workspace, option)),
    created: Math.floor(workspace.clock.now() / 1000),
  })
  workspace.channels.set(channel.id, channel)
  changed(workspace, { kind: 'channel', channel: channel.id })
  return channel
}

function membersOf(workspace: Workspace, { members, app = true }: ChannelOption): string[] {
  const people = [...workspace.people.values()].filter((person) => !person.isBot)
  const insiders = people.filter((person) => !person.guest && person.organisation === undefined)
  const chosen = members?.map((who) => findPerson(people, who)) ?? insiders
  const ids = chosen.filter((person) => person !== undefined).map((person) => person.id)
  return app ? [...ids, workspace.appUser.id] : ids
}

const random = (bytes: number): string => randomBytes(bytes).toString('hex')

function newSecrets(): Secrets {
  return {
    botToken: `xoxb-sandbox-${random(12)}`,
    appToken: `xapp-1-A0DRAMATIS-${random(12)}`,
    clientId: `4.${random(6)}`,
    clientSecret: random(16),
    signingSecret: random(16),
    verification: random(12),
    door: random(16),
  }
}
