import type { HomeView, ModalView } from '@slack/types'
import type { Message } from './message.ts'
import type { Picture } from './picture.ts'

/** What is wanted to happen, as data: handlers and jobs return it, `deliver` does it. */
export type Outgoing =
  /** An answer that only the person sees who asked. */
  | { to: 'asker'; message: Message }
  | Keyed
  /** A form over whatever the person sees; Slack opens it within three seconds of what they pressed. */
  | { to: 'modal'; view: ModalView }
  /** A keyed message in the direct messages of a member, by handle; whom Slack doesn't let us write to, we can't tell. */
  | { to: 'member'; handle: string; key: string; message: Message }
  /** What one member is to see to, kept in one message a week, as the database knows it when it is sent. */
  | { to: 'tray'; tray: TrayName; handle: string; week: string }
  /** All that shows this proposal: its card and what its proposer reads, as the database knows it when it is sent. */
  | { to: 'proposal'; proposal: number }
  /** A text as a file in the direct messages of a person; sent once under its key. */
  | { to: 'file'; userId: string; key: string; name: string; title: string; text: string }
  /** What somebody sees in the app's Home tab. */
  | { to: 'home'; userId: string; view: HomeView }
  /** What to suggest in the app's messages tab, to be said with one press. */
  | { to: 'prompts'; channelId: string; title: string; prompts: Prompt[] }

/** What one reads, and what is said when it is pressed. */
export type Prompt = { title: string; message: string }

/** Questions that wait for an owner; what was heard of the personas that they own. */
export type TrayName = 'questions' | 'voices'

/** A message with a natural key: absent means post, same digest means nothing, changed means update. */
export type Keyed = Content &
  (
    | { to: 'channel'; channelId: string; threadTs?: string | undefined }
    /** The same in the person's direct messages with the bot. */
    | { to: 'person'; userId: string }
  )

type Content = {
  key: string
  message: Message
  /** The key of the message in whose thread it belongs. */
  threadOf?: string | undefined
  /** Shown in the message where it can be drawn and uploaded; the message says everything without it. */
  picture?: Picture | undefined
}
