import type { Fields } from './fields.ts'

const method = (name: string) => `https://docs.slack.dev/reference/methods/${name}`

/** Refusals of one place, with what each means. */
const from = <Name extends string>(source: string, meanings: Record<Name, string>) => {
  const names = Object.keys(meanings) as Name[]
  const refusals = names.map((name) => [name, { says: meanings[name], source }] as const)
  return Object.fromEntries(refusals) as Record<Name, { says: string; source: string }>
}

/**
 * Everything that the sandbox refuses on the wire, by Slack's own name for it, under the place where Slack says so
 * (a reference page, or its own repository where something was only observed).
 * The limits inside blocks and views have their own table, in blocks/; they surface as invalid_blocks and invalid_arguments.
 */
export const REFUSALS = {
  ...from(method('auth.test'), {
    not_authed: 'no token was sent',
    invalid_auth: 'the token is not one of this workspace',
    token_expired: 'the token has expired; refresh it',
    token_revoked: 'the token is void since token rotation is on',
  }),
  ...from(method('oauth.v2.access'), {
    invalid_refresh_token: 'the refresh token is unknown, or was spent',
    invalid_client_id: 'no app has this client id',
    bad_client_secret: "not the app's client secret",
    invalid_grant_type: 'only refresh_token is taken here',
  }),
  ...from(method('apps.connections.open'), {
    not_allowed_token_type: 'this method wants the other kind of token',
  }),
  ...from(method('chat.postMessage'), {
    missing_scope: 'the app was not granted this scope',
    unknown_method: 'there is no such method here',
    internal_error: 'Slack itself failed',
    channel_not_found: 'no such channel, or a private one without the app',
    not_in_channel: 'the app is not in the channel',
    is_archived: 'the channel is archived',
    no_text: 'neither text nor blocks',
    markdown_text_conflict: 'markdown_text together with text or blocks',
    invalid_blocks: 'the blocks break a rule of Block Kit',
    invalid_blocks_format: 'the blocks are not a list of objects',
    too_many_attachments: 'more than 100 attachments',
    invalid_metadata_format: 'metadata is not an object',
    invalid_metadata_schema: 'metadata without event_type and event_payload',
    metadata_too_large: 'metadata over its size limit',
    messages_tab_disabled: "a direct message while the app's Messages tab is off",
    cannot_reply_to_message: 'that kind of message has no thread',
  }),
  ...from('https://docs.slack.dev/apis/web-api', {
    invalid_json: 'the body is not JSON',
    invalid_form_data: 'the body is not a form',
    invalid_post_type: 'the body is neither JSON nor a form',
  }),
  ...from(method('views.open'), {
    invalid_arguments: 'an argument is missing or malformed',
    invalid_trigger_id: 'not a trigger of this workspace',
    expired_trigger_id: 'the trigger is older than 3 seconds',
    exchanged_trigger_id: 'the trigger was used before',
    duplicate_external_id: 'another view has this external_id',
    view_too_large: 'the view is over 250 kB',
  }),
  ...from('https://docs.slack.dev/apis/web-api/rate-limits', {
    ratelimited: 'too many calls; wait for Retry-After seconds',
  }),
  ...from(method('chat.update'), {
    msg_too_long: 'text over 40,000 characters, or 4,000 in an update',
    message_not_found: 'no message with that ts',
    cant_update_message: "somebody else's message",
  }),
  ...from('https://github.com/slackapi/bolt-js/issues/2509', {
    msg_blocks_too_long: 'the blocks hold 13,200 characters or more',
  }),
  ...from(method('conversations.replies'), {
    thread_not_found: 'no message with that thread_ts',
  }),
  ...from(method('chat.delete'), {
    cant_delete_message: "somebody else's message",
  }),
  ...from(method('chat.postEphemeral'), {
    user_not_in_channel: 'the reader of an ephemeral message is not in the channel',
  }),
  ...from(method('users.info'), {
    user_not_found: 'no such person',
  }),
  ...from(method('users.lookupByEmail'), {
    users_not_found: 'nobody has that address',
  }),
  ...from(method('conversations.open'), {
    users_list_not_supplied: 'neither users nor channel',
    too_many_users: 'more than 8 people',
  }),
  ...from(method('conversations.join'), {
    method_not_supported_for_channel_type: 'not for this kind of conversation',
  }),
  ...from(method('conversations.history'), {
    invalid_cursor: 'not a cursor of this list',
    invalid_ts_oldest: 'oldest is not a timestamp',
    invalid_ts_latest: 'latest is not a timestamp',
  }),
  ...from(method('conversations.list'), {
    invalid_limit: 'the limit is not a number from 1 to 1,000',
  }),
  ...from(method('views.push'), {
    push_limit_reached: 'three views are open already',
  }),
  ...from(method('views.update'), {
    not_found: 'no such view',
    hash_conflict: 'the view changed since that hash',
  }),
  ...from(method('views.publish'), {
    not_enabled: 'the Home tab is switched off',
  }),
  ...from(method('files.info'), {
    file_not_found: 'no such file',
  }),
  ...from(method('files.getUploadURLExternal'), {
    missing_argument: 'a file without a length or a name',
  }),
  ...from(method('reactions.add'), {
    already_reacted: 'the app has reacted like this already',
    invalid_name: 'not the name of an emoji',
  }),
  ...from(method('reactions.remove'), {
    no_reaction: 'the app has not reacted like this',
  }),
  ...from(method('bots.info'), {
    bot_not_found: 'no such bot',
  }),
  ...from('https://docs.slack.dev/interactivity/handling-user-interaction', {
    used_url: 'a response_url is good for five uses',
    expired_url: 'a response_url is good for 30 minutes',
  }),
  ...from('https://github.com/slackapi/bolt-js/issues/2225', {
    too_many_websockets: 'the reason in place of a hello, when ten connections are open already',
  }),
}

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
