/** JSON whose shape only the block tells. */
export type Fields = { [key: string]: unknown }

export type Person = {
  id: string
  handle: string
  name: string
  title: string
  function?: string
  guest: boolean
  organisation?: string
  timeZone: string
}

export type Channel = {
  id: string
  kind: 'public' | 'private' | 'im' | 'mpim'
  name: string
  with?: string[]
  members: string[]
  isMember: boolean
  archived: boolean
  topic: string
  latest: string | null
  suggested?: { title: string; prompts: { title: string; message: string }[] }
}

export type Message = {
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
  values: Values
}

/** What has been chosen, by block and action. */
export type Values = { [block: string]: { [action: string]: Fields } }

export type View = Fields & { id: string; hash: string; blocks: Fields[]; state: { values: Values } }

export type Hint = { command: string; description: string; usage: string }
type Shortcut = { name: string; callbackId: string; type: 'message' | 'global'; description: string }

export type Overview = {
  team: { name: string }
  app: {
    name: string
    user: string
    commands: Hint[]
    shortcuts: Shortcut[]
    homeTab: boolean
    messagesTab: boolean
  }
  people: (Person & { left: boolean })[]
  reachable: boolean
  now: number
  clockMoves: boolean
  jobs: { name: string; title: string }[]
  revision: number
}

export type Outcome =
  | { state: 'acked' | 'kept' }
  | { state: 'failed'; shown: string }
  | { state: 'invalid'; errors: { [block: string]: string } }

export type Change = {
  revision: number
  kind: string
  channel?: string
  ts?: string
  thread?: string
  person?: string
}

/** Where the reader is: a conversation by its id, or a tab of the app. */
export type Place = { kind: 'channel'; id: string } | { kind: 'app'; tab: 'home' | 'messages' }

/** What blocks need to be drawn and used. */
export type Scene = {
  names: Names
  values: Values
  /** Uses an element; resolves to what went wrong, in words, or to nothing. */
  act(block: Fields, element: Fields, wanted?: unknown): Promise<string | undefined>
  suggest(block: Fields, element: Fields, typed: string): Promise<Fields[]>
  /** In a form: takes a value without telling the app. */
  fill?(block: Fields, element: Fields, value: unknown): void
}

/** Who and what ids stand for, and the reader's time. */
export type Names = {
  person(id: string): string
  channel(id: string): string
  people(): Person[]
  channels(): Channel[]
  zone: string
  now(): number
  file(id: string): string
  pictureOf(url: string): string | undefined
  draw(block: Fields): Promise<string | undefined>
}
