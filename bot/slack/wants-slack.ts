import type { Env } from '#src/env.ts'

/** Slack is meant as soon as one of its variables is set; then the others have to be set too. */
export const wantsSlack = (env: Env): boolean =>
  Boolean(env.SLACK_REFRESH_TOKEN ?? env.SLACK_BOT_TOKEN ?? env.SLACK_APP_TOKEN ?? env.SLACK_SIGNING_SECRET)
