import { App, HTTPReceiver, LogLevel } from '@slack/bolt'

/** A Bolt app that acknowledges and answers a constant at the `response_url`: the peer of `requests`. */
const [port = '0', secret = ''] = process.argv.slice(2)
const receiver = new HTTPReceiver({ signingSecret: secret, port: Number(port), logLevel: LogLevel.ERROR })
const app = new App({
  receiver,
  authorize: () => Promise.resolve({ botToken: 'xoxb-1', botId: 'B0', botUserId: 'U0', teamId: 'T1' }),
  logLevel: LogLevel.ERROR,
})
app.command(/.*/, async ({ ack, body }) => {
  await ack()
  await fetch(body.response_url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ response_type: 'ephemeral', text: 'A constant' }),
  })
})
await app.start()
console.log('started')
