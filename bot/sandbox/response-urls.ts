import { randomBytes } from 'node:crypto'
import type { Channel } from './channels.ts'
import { draftOf } from './drafts.ts'
import { type Fields, textOf } from './fields.ts'
import { deleteMessage, editMessage, postMessage } from './messages.ts'
import { Refusal } from './refusals.ts'
import type { Message } from './timeline.ts'
import type { Workspace } from './workspace.ts'

/**
 * A place to answer one command, click or form: five times in 30 minutes.
 * Source: https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
 */
export type ResponseUrl = {
  person: string
  channel: string
  issuedAt: number
  uses: number
  /**
   * The message that was clicked: what replace_original and delete_original mean. A command has none, so there they
   * do nothing. Observed: https://github.com/slackapi/bolt-js/issues/2287
   */
  original: string | undefined
}

const MOST_USES = 5
const KEPT = 5_000

export function issueResponseUrl(
  workspace: Workspace,
  person: string,
  channel: Channel,
  original?: Message,
): string {
  const key = randomBytes(18).toString('hex')
  workspace.responseUrls.set(key, {
    person,
    channel: channel.id,
    issuedAt: workspace.clock.now(),
    uses: 0,
    original: original?.ts,
  })
  if (workspace.responseUrls.size > KEPT)
    workspace.responseUrls.delete(workspace.responseUrls.keys().next().value ?? '')
  return `${workspace.base}/sandbox/respond/${key}`
}

/** A POST to a response_url. */
export function answerResponseUrl(workspace: Workspace, key: string, body: Fields): void {
  const place = workspace.responseUrls.get(key)
  if (place === undefined) throw new Refusal('expired_url')
  if (workspace.clock.now() - place.issuedAt > workspace.pace.responseUrlLives)
    throw new Refusal('expired_url')
  if (place.uses >= MOST_USES) throw new Refusal('used_url')
  respond(workspace, place, body)
  place.uses += 1
}

/** The answer in the ack of a command works like its response_url, without being counted. */
export function answerInAck(workspace: Workspace, url: string, body: Fields): void {
  const place = workspace.responseUrls.get(url.split('/').at(-1) ?? '')
  if (place !== undefined) respond(workspace, place, body)
}

function respond(workspace: Workspace, place: ResponseUrl, body: Fields): void {
  const channel = workspace.channels.get(place.channel)
  if (channel === undefined) throw new Refusal('channel_not_found')
  const original = place.original === undefined ? undefined : channel.timeline.byTs.get(place.original)
  if (isYes(body.delete_original)) {
    if (original !== undefined) deleteMessage(workspace, channel, original)
    return
  }
  const draft = draftOf(workspace, body)
  if (isYes(body.replace_original) && original !== undefined) {
    editMessage(workspace, channel, original, draft)
    return
  }
  const inChannel = body.response_type === 'in_channel'
  postMessage(workspace, channel, workspace.appUser.id, {
    ...draft,
    threadTs: textOf(body.thread_ts) || undefined,
    visibleTo: inChannel ? undefined : place.person,
  })
}

const isYes = (value: unknown): boolean => value === true || value === 'true'
