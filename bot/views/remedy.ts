/** What mends what Slack, or the database, refused, by the name that stands in the cause. */
const REMEDIES: [RegExp, string][] = [
  [
    /\bSOURCE_[A-Z]|\bthe source\b/i,
    'Whether it is mended is shown by npm run -s dramatis -- sources check NAME; the next run goes on where the last one ended.',
  ],
  [
    /channel_not_found|not_in_channel/,
    'Type /invite @Dramatis in that channel, or give BOARD_CHANNEL the id of one that the bot is in.',
  ],
  [/is_archived/, 'That channel is archived: give BOARD_CHANNEL the id of another one.'],
  [
    /invalid_auth|not_authed|token_revoked|token_expired|account_inactive/,
    'Slack no longer takes the token: install the app once more, and start again with the new SLACK_BOT_TOKEN.',
  ],
  [/missing_scope|not_allowed_token_type/, 'Install the app once more with all that manifest.yml asks for.'],
  [/user_not_found|cannot_dm|user_disabled/, 'Look whether people.yaml names the right Slack account.'],
  [/rate.?limit/i, 'Slack asked for patience; nothing is to be done.'],
  [
    /ECONNREFUSED|ENOTFOUND|ETIMEDOUT|ECONNRESET|timeout|status code 5|HTTP 5|fetch failed/i,
    'Slack could not be reached: if that goes on, look at the network of the machine.',
  ],
]

/** What to do about a failure, in a sentence; undefined where its cause says that itself, or nothing is known. */
export const remedyFor = (cause: string): string | undefined =>
  REMEDIES.find(([pattern]) => pattern.test(cause))?.[1]

/** A cause as a sentence. */
export const sentence = (cause: string): string => (/[.!?]$/.test(cause) ? cause : `${cause}.`)
