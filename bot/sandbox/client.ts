import type { Fault } from './faults.ts'
import type { Fields } from './fields.ts'
import type { Outcome } from './interactions/outcome.ts'
import type { Journal } from './journal.ts'

/**
 * The door in TypeScript, for tests and scripted demonstrations:
 *
 *   const sandbox = sandboxClient(pageUrl)
 *   const mina = sandbox.as('mina')
 *   await mina.command('#general', '/persona carla')
 *   await sandbox.quiet()
 *   console.log(await mina.read('#general'))
 */
export type SandboxClient = {
  as(who: string): PersonClient
  workspace(): Promise<WorkspaceOverview>
  quiet(options?: { forMs?: number; timeoutMs?: number }): Promise<{ revision: number }>
  faults(...faults: FaultRequest[]): Promise<Fields>
  rateLimits(on: boolean): Promise<Fields>
  noFaults(): Promise<Fields>
  sockets(what: 'drop' | 'warning' | 'refresh_requested'): Promise<{ connections: number }>
  event(event: Fields & { type: string }): Promise<Fields>
  addPerson(person: Fields & { name: string }): Promise<Fields>
  addChannel(channel: Fields & { name: string }): Promise<{ id: string }>
  /** Who comes into a channel and who goes; @app is the app. */
  members(where: string, change: { add?: string[]; remove?: string[] }): Promise<{ members: string[] }>
  archive(where: string, archived?: boolean): Promise<Fields>
  leave(who: string): Promise<Fields>
  moveClock(to: string): Promise<{ now: number }>
  runJob(name: string): Promise<{ outcome: string }>
  journal(): Promise<Journal>
  reset(): Promise<{ revision: number }>
  /** Any endpoint of the door, for what has no function here. */
  call<T = Fields>(verb: 'GET' | 'POST', path: string, input?: Fields): Promise<T>
}

/** What one person can do and see. `where` is #a-channel, @somebody or an id. */
type PersonClient = {
  command(where: string, text: string): Promise<Outcome>
  say(where: string, text: string, thread?: string): Promise<{ ts: string; channel: string }>
  edit(where: string, ts: string, text: string): Promise<unknown>
  takeBack(where: string, ts: string): Promise<unknown>
  click(target: Target): Promise<Outcome>
  choose(target: Target, value: unknown): Promise<Outcome>
  options(target: Target, typed?: string): Promise<SeenOption[]>
  fill(values: Fields): Promise<Fields>
  submit(values?: Fields): Promise<Outcome>
  close(all?: boolean): Promise<Outcome>
  shortcut(callback: string, on?: { in: string; ts: string }): Promise<Outcome>
  react(where: string, ts: string, name: string): Promise<{ added: boolean }>
  openHome(tab?: 'home' | 'messages'): Promise<Fields>
  channels(): Promise<SeenChannel[]>
  /** Oldest first, the newest `limit` (50) of them. */
  messages(where: string, options?: ReadOptions): Promise<SeenMessage[]>
  last(where: string, thread?: string): Promise<SeenMessage>
  /** The same as plain text. */
  read(where: string, options?: ReadOptions): Promise<string>
  modals(): Promise<SeenView[]>
  readModal(): Promise<string>
  home(): Promise<SeenView | undefined>
  readHome(): Promise<string>
  /** The next message, new or changed, that this person sees. */
  next(options?: { in?: string; after?: number; timeoutMs?: number }): Promise<NextMessage>
}

/** Without `in` it is the modal on top, or with `home` the Home tab; without `ts` the newest message that has it. */
type Target = {
  in?: string
  ts?: string
  thread?: string
  home?: boolean
  action?: string
  label?: string
  block?: string
  nth?: number
}

type Loose<T> = T extends Fault ? Partial<T> & Pick<T, 'kind'> : never
type FaultRequest = Loose<Fault>
type ReadOptions = { thread?: string; limit?: number; before?: string }
type SeenOption = { text: { text: string }; value: string }
type SeenChannel = {
  id: string
  kind: string
  name: string
  members: string[]
  isMember: boolean
  latest: string | null
}
type SeenMessage = {
  ts: string
  user: string
  name: string
  fromApp: boolean
  text: string
  blocks: Fields[]
  attachments: Fields[]
  files: Fields[]
  thread?: string
  replies: number
  onlyVisibleToYou: boolean
  edited: boolean
  reactions: { name: string; users: string[] }[]
  values: Fields
  metadata?: Fields
  plain: string
}
type SeenView = Fields & {
  id: string
  blocks: Fields[]
  callback_id: string
  private_metadata: string
}
type NextMessage = { revision: number; channel: string; message: SeenMessage }
type WorkspaceOverview = {
  team: Fields
  app: Fields & { user: string; commands: { command: string; description: string; usage: string }[] }
  people: (Fields & { id: string; handle: string; name: string })[]
  connections: number
  reachable: boolean
  now: number
  jobs: { name: string; title: string }[]
  revision: number
}

/** The door said no; the message is its sentence. */
class DoorError extends Error {
  override readonly name = 'DoorError'
}

export function sandboxClient(pageUrl: string): SandboxClient {
  const page = new URL(pageUrl)
  const call: SandboxClient['call'] = (verb, path, input = {}) => request(page, verb, path, input)
  return {
    call,
    as: (who) => personClient(call, who),
    workspace: () => call('GET', 'workspace'),
    quiet: (options = {}) => call('POST', 'quiet', options),
    faults: (...faults) => call('POST', 'faults', { faults }),
    rateLimits: (on) => call('POST', 'faults', { rateLimits: on }),
    noFaults: () => call('POST', 'faults', { faults: [], rateLimits: false }),
    sockets: (what) => call('POST', 'sockets', { do: what }),
    event: (event) => call('POST', 'event', { event }),
    addPerson: (person) => call('POST', 'people', person),
    addChannel: (channel) => call('POST', 'channels', channel),
    members: (where, change) => call('POST', 'members', { in: where, ...change }),
    archive: (where, archived = true) => call('POST', 'archive', { in: where, archived }),
    leave: (who) => call('POST', 'leave', { who }),
    moveClock: (to) => call('POST', 'clock', { to }),
    runJob: (name) => call('POST', 'jobs', { name }),
    journal: () => call('GET', 'journal'),
    reset: () => call('POST', 'reset'),
  }
}

function personClient(call: SandboxClient['call'], as: string): PersonClient {
  const messages: PersonClient['messages'] = async (where, options = {}) =>
    (await call<{ messages: SeenMessage[] }>('GET', 'messages', { as, in: where, ...options })).messages
  return {
    command: (where, text) => call('POST', 'command', { as, in: where, text }),
    say: (where, text, thread) => call('POST', 'message', { as, in: where, text, thread }),
    edit: (where, ts, text) => call('POST', 'message/edit', { as, in: where, ts, text }),
    takeBack: (where, ts) => call('POST', 'message/delete', { as, in: where, ts }),
    click: (target) => call('POST', 'click', { as, ...target }),
    choose: (target, value) => call('POST', 'choose', { as, ...target, value }),
    options: async (target, typed = '') =>
      (await call<{ options: SeenOption[] }>('POST', 'options', { as, ...target, typed })).options,
    fill: (values) => call('POST', 'fill', { as, values }),
    submit: (values = {}) => call('POST', 'submit', { as, values }),
    close: (all = false) => call('POST', 'close', { as, all }),
    shortcut: (callback, on = undefined) => call('POST', 'shortcut', { as, callback, ...on }),
    react: (where, ts, name) => call('POST', 'react', { as, in: where, ts, name }),
    openHome: (tab = 'home') => call('POST', 'home', { as, tab }),
    channels: async () => (await call<{ channels: SeenChannel[] }>('GET', 'channels', { as })).channels,
    messages,
    last: async (where, thread) => {
      const last = (await messages(where, { limit: 1, ...(thread === undefined ? {} : { thread }) })).at(-1)
      if (last === undefined) throw new DoorError(`${as} sees no message in ${where}.`)
      return last
    },
    read: (where, options = {}) => call('GET', 'messages', { as, in: where, format: 'text', ...options }),
    modals: async () => (await call<{ views: SeenView[] }>('GET', 'modals', { as })).views,
    readModal: () => call('GET', 'modals', { as, format: 'text' }),
    home: async () => (await call<{ views: SeenView[] }>('GET', 'home', { as })).views[0],
    readHome: () => call('GET', 'home', { as, format: 'text' }),
    next: (options = {}) => call('POST', 'next', { as, ...options }),
  }
}

async function request<T>(page: URL, verb: 'GET' | 'POST', path: string, input: Fields): Promise<T> {
  const url = new URL(`/sandbox/api/${path}`, page)
  const given = Object.entries(input).filter(([, value]) => value !== undefined)
  if (verb === 'GET') for (const [name, value] of given) url.searchParams.set(name, String(value))
  const response = await fetch(url, {
    method: verb,
    headers: {
      authorization: `Bearer ${page.searchParams.get('token')}`,
      ...(verb === 'POST' ? { 'content-type': 'application/json' } : {}),
    },
    ...(verb === 'POST' ? { body: JSON.stringify(Object.fromEntries(given)) } : {}),
  })
  const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false
  if (response.ok) return (isJson ? await response.json() : await response.text()) as T
  const body = isJson ? ((await response.json()) as Fields) : { error: await response.text() }
  throw new DoorError(String(body.error))
}
