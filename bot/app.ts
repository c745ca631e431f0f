import { App, HTTPReceiver, type Receiver, SocketModeReceiver } from '@slack/bolt'
import type { Env } from '#src/env.ts'
import type { Log } from '#src/log.ts'
import type { Service } from './requests/serve.ts'
import { writeDown } from './requests/write-down.ts'
import { boltLogger } from './slack/bolt-logger.ts'
import type { Installed } from './slack/check-slack.ts'
import { clientOptions } from './slack/client.ts'

/** The Bolt app: every listener acknowledges and hands on; what happens then is the service's. */
export function createApp(env: Env, installed: Installed, service: Service, log: Log): App {
  const app = new App({
    receiver: writeDown(receiverFor(env, log), service),
    authorize: () => Promise.resolve(installed),
    clientOptions: clientOptions(env.SLACK_API_URL, log),
    logger: boltLogger(log),
  })
  app.command(/.*/, async ({ ack, body }) => {
    await ack()
    await service.serve(body)
  })
  app.action(/.*/, async ({ ack, body }) => {
    await ack()
    await service.serve(body)
  })
  app.shortcut(/.*/, async ({ ack, body }) => {
    await ack()
    await service.serve(body)
  })
  app.options(/.*/, async ({ ack, body }) => await ack(await service.suggest(body)))
  // Its checks ran before it was written down; whatever was filled in is taken, so all its steps close.
  app.view(/.*/, async ({ ack, body }) => {
    await ack({ response_action: 'clear' })
    await service.serve(body)
  })
  for (const name of ['app_mention', 'app_home_opened', 'user_change'])
    app.event(name, async ({ body }) => await service.serve(body))
  app.message(async ({ body }) => await service.serve(body))
  return app
}

/** Socket Mode where there is an app-level token, HTTP where there is a signing secret. */
function receiverFor(env: Env, log: Log): Receiver {
  const logger = boltLogger(log)
  if (env.SLACK_APP_TOKEN) {
    return new SocketModeReceiver({
      appToken: env.SLACK_APP_TOKEN,
      logger,
      installerOptions: { clientOptions: clientOptions(env.SLACK_API_URL, log) },
    })
  }
  return new HTTPReceiver({ signingSecret: env.SLACK_SIGNING_SECRET ?? '', port: env.PORT, logger })
}
