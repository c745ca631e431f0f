import type { Fields } from './fields.ts'

const method = (name: string) => `https://docs.slack.dev/reference/methods/${name}`

/**
 * Everything that the sandbox refuses on the wire, by Slack's own name for it, with the place where Slack says so
 * (a reference page, or its own repository where something was only observed).
 * The limits inside blocks and views have their own table, in blocks/; they surface as invalid_blocks and invalid_arguments.
 */
export const REFUSALS = {
  not_authed: { says: 'no token was sent', source: method('auth.test') },
  invalid_auth: { says: 'the token is not one of this workspace', source: method('auth.test') },
  token_expired: { says: 'the token has expired; refresh it', source: method('auth.test') },
  token_revoked: { says: 'the token is void since token rotation is on', source: method('auth.test') },
  invalid_refresh_token: {
    says: 'the refresh token is unknown, or was spent',
    source: method('oauth.v2.access'),
  },
  invalid_client_id: { says: 'no app has this client id', source: method('oauth.v2.access') },
  bad_client_secret: { says: "not the app's client secret", source: method('oauth.v2.access') },
  invalid_grant_type: { says: 'only refresh_token is taken here', source: method('oauth.v2.access') },
  not_allowed_token_type: {
    says: 'this method wants the other kind of token',
    source: method('apps.connections.open'),
  },
  missing_scope: { says: 'the app was not granted this scope', source: method('chat.postMessage') },
  unknown_method: { says: 'there is no such method here', source: method('chat.postMessage') },
  invalid_json: { says: 'the body is not JSON', source: 'https://docs.slack.dev/apis/web-api' },
  invalid_form_data: { says: 'the body is not a form', source: 'https://docs.slack.dev/apis/web-api' },
  invalid_post_type: {
    says: 'the body is neither JSON nor a form',
    source: 'https://docs.slack.dev/apis/web-api',
  },
  invalid_arguments: { says: 'an argument is missing or malformed', source: method('views.open') },
  ratelimited: {
    says: 'too many calls; wait for Retry-After seconds',
    source: 'https://docs.slack.dev/apis/web-api/rate-limits',
  },
  internal_error: { says: 'Slack itself failed', source: method('chat.postMessage') },
  channel_not_found: {
    says: 'no such channel, or a private one without the app',
    source: method('chat.postMessage'),
  },
  not_in_channel: { says: 'the app is not in the channel', source: method('chat.postMessage') },
  is_archived: { says: 'the channel is archived', source: method('chat.postMessage') },
  no_text: { says: 'neither text nor blocks', source: method('chat.postMessage') },
  msg_too_long: {
    says: 'text over 40,000 characters, or 4,000 in an update',
    source: method('chat.update'),
  },
  msg_blocks_too_long: {
    says: 'the blocks hold 13,200 characters or more',
    source: 'https://github.com/slackapi/bolt-js/issues/2509',
  },
  markdown_text_conflict: {
    says: 'markdown_text together with text or blocks',
    source: method('chat.postMessage'),
  },
  invalid_blocks: { says: 'the blocks break a rule of Block Kit', source: method('chat.postMessage') },
  invalid_blocks_format: { says: 'the blocks are not a list of objects', source: method('chat.postMessage') },
  too_many_attachments: { says: 'more than 100 attachments', source: method('chat.postMessage') },
  invalid_metadata_format: { says: 'metadata is not an object', source: method('chat.postMessage') },
  invalid_metadata_schema: {
    says: 'metadata without event_type and event_payload',
    source: method('chat.postMessage'),
  },
  metadata_too_large: { says: 'metadata over its size limit', source: method('chat.postMessage') },
  messages_tab_disabled: {
    says: "a direct message while the app's Messages tab is off",
    source: method('chat.postMessage'),
  },
  thread_not_found: { says: 'no message with that thread_ts', source: method('conversations.replies') },
  cannot_reply_to_message: {
    says: 'that kind of message has no thread',
    source: method('chat.postMessage'),
  },
  message_not_found: { says: 'no message with that ts', source: method('chat.update') },
  cant_update_message: { says: "somebody else's message", source: method('chat.update') },
  cant_delete_message: { says: "somebody else's message", source: method('chat.delete') },
  user_not_in_channel: {
    says: 'the reader of an ephemeral message is not in the channel',
    source: method('chat.postEphemeral'),
  },
  user_not_found: { says: 'no such person', source: method('users.info') },
  users_not_found: { says: 'nobody has that address', source: method('users.lookupByEmail') },
  users_list_not_supplied: { says: 'neither users nor channel', source: method('conversations.open') },
  too_many_users: { says: 'more than 8 people', source: method('conversations.open') },
  method_not_supported_for_channel_type: {
    says: 'not for this kind of conversation',
    source: method('conversations.join'),
  },
  invalid_cursor: { says: 'not a cursor of this list', source: method('conversations.history') },
  invalid_limit: { says: 'the limit is not a number from 1 to 1,000', source: method('conversations.list') },
  invalid_ts_oldest: { says: 'oldest is not a timestamp', source: method('conversations.history') },
  invalid_ts_latest: { says: 'latest is not a timestamp', source: method('conversations.history') },
  invalid_trigger_id: { says: 'not a trigger of this workspace', source: method('views.open') },
  expired_trigger_id: { says: 'the trigger is older than 3 seconds', source: method('views.open') },
  exchanged_trigger_id: { says: 'the trigger was used before', source: method('views.open') },
  duplicate_external_id: { says: 'another view has this external_id', source: method('views.open') },
  view_too_large: { says: 'the view is over 250 kB', source: method('views.open') },
  push_limit_reached: { says: 'three views are open already', source: method('views.push') },
  not_found: { says: 'no such view', source: method('views.update') },
  hash_conflict: { says: 'the view changed since that hash', source: method('views.update') },
  not_enabled: { says: 'the Home tab is switched off', source: method('views.publish') },
  file_not_found: { says: 'no such file', source: method('files.info') },
  missing_argument: {
    says: 'a file without a length or a name',
    source: method('files.getUploadURLExternal'),
  },
  already_reacted: { says: 'the app has reacted like this already', source: method('reactions.add') },
  no_reaction: { says: 'the app has not reacted like this', source: method('reactions.remove') },
  invalid_name: { says: 'not the name of an emoji', source: method('reactions.add') },
  bot_not_found: { says: 'no such bot', source: method('bots.info') },
  used_url: {
    says: 'a response_url is good for five uses',
    source: 'https://docs.slack.dev/interactivity/handling-user-interaction',
  },
  expired_url: {
    says: 'a response_url is good for 30 minutes',
    source: 'https://docs.slack.dev/interactivity/handling-user-interaction',
  },
  too_many_websockets: {
    says: 'the reason in place of a hello, when ten connections are open already',
    source: 'https://github.com/slackapi/bolt-js/issues/2225',
  },
} as const satisfies Record<string, { says: string; source: string }>

export type RefusalName = keyof typeof REFUSALS

/** Slack says no. `extra` goes into the body beside `error`; a 429 carries `retryAfter` in seconds. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly error: string
  readonly extra: Fields
  readonly retryAfter: number | undefined

  constructor(error: RefusalName, extra: Fields = {}, retryAfter?: number) {
    super(error)
    this.error = error
    this.extra = extra
    this.retryAfter = retryAfter
  }
}

/** A refusal with the reasons that Slack lists in response_metadata.messages. */
export function refusalWith(error: RefusalName, reasons: readonly string[]): Refusal {
  return new Refusal(error, {
    errors: reasons,
    response_metadata: { messages: reasons.map((reason) => `[ERROR] ${reason}`) },
  })
}
