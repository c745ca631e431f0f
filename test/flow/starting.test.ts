import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { appFromManifest } from '#bot/sandbox/manifest.ts'
import { type Sandbox, startSandbox } from '#bot/sandbox/server.ts'
import { openDatabase } from '#src/db/open.ts'
import { dramatis, startProgram } from '#test/support/program.ts'

let directory: string
let sandbox: Sandbox
let poor: Sandbox

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'dramatis-start-'))
  const app = appFromManifest(parse(await readFile('manifest.yml', 'utf8')))
  const place = { people: [{ name: 'Sam' }], channels: [{ name: 'sales' }, { name: 'closed', app: false }] }
  sandbox = await startSandbox({ app, ...place })
  poor = await startSandbox({
    app: { ...app, scopes: app.scopes.filter((scope) => scope !== 'chat:write') },
    ...place,
  })
  await dramatis(['migrate'], { DATA_DIR: directory })
})
afterAll(async () => {
  await sandbox.close()
  await poor.close()
  await rm(directory, { recursive: true, force: true })
})

const settings = () => ({
  DATA_DIR: directory,
  SLACK_BOT_TOKEN: sandbox.botToken,
  SLACK_APP_TOKEN: sandbox.appToken,
  SLACK_API_URL: sandbox.apiUrl,
  LOG_LEVEL: 'silent',
})

/** Starts, and expects an end with code 1 and this one sentence. */
async function refuses(environment: NodeJS.ProcessEnv, sentence: RegExp) {
  const program = startProgram('bot/main.ts', [], { ...settings(), ...environment })
  expect(await program.ended).toBe(1)
  expect(program.printed().trim()).toMatch(sentence)
  expect(program.printed().trim().split('\n')).toHaveLength(1)
}

describe('what is wrong at the start is said in one sentence, with exit code 1', () => {
  test('a wrong bot token', () =>
    refuses({ SLACK_BOT_TOKEN: 'xoxb-wrong' }, /Slack refuses SLACK_BOT_TOKEN \(invalid_auth\): copy/))
  test('a missing bot token', () => refuses({ SLACK_BOT_TOKEN: '' }, /^SLACK_BOT_TOKEN is missing/))
  test('neither app token nor signing secret', () => refuses({ SLACK_APP_TOKEN: '' }, /^Set SLACK_APP_TOKEN/))
  test('a wrong app token', () => refuses({ SLACK_APP_TOKEN: 'xapp-wrong' }, /Slack refuses SLACK_APP_TOKEN/))
  test('token rotation without all that it takes', () =>
    refuses(
      { SLACK_BOT_TOKEN: '', SLACK_REFRESH_TOKEN: 'xoxe-1-x' },
      /^Token rotation takes SLACK_CLIENT_ID, SLACK_CLIENT_SECRET and SLACK_REFRESH_TOKEN together/,
    ))
  test('a refresh token that was spent', () =>
    refuses(
      {
        SLACK_BOT_TOKEN: '',
        SLACK_CLIENT_ID: sandbox.workspace.secrets.clientId,
        SLACK_CLIENT_SECRET: sandbox.workspace.secrets.clientSecret,
        SLACK_REFRESH_TOKEN: 'xoxe-1-spent',
      },
      /^Slack refuses the refresh token \(invalid_refresh_token\): each can be spent once/,
    ))
  test('a token of another kind', () =>
    refuses({ SLACK_BOT_TOKEN: 'xoxp-1' }, /SLACK_BOT_TOKEN should start with xoxb-/))
  test('a missing scope', () =>
    refuses(
      { SLACK_BOT_TOKEN: poor.botToken, SLACK_APP_TOKEN: poor.appToken, SLACK_API_URL: poor.apiUrl },
      /lacks the scope chat:write: paste manifest.yml/,
    ))
  test('an unknown channel', () =>
    refuses({ BOARD_CHANNEL: 'C0NOWHERE' }, /BOARD_CHANNEL C0NOWHERE is a channel that the bot can't see/))
  test('a Slack that is not there', () =>
    refuses({ SLACK_API_URL: 'http://127.0.0.1:9/api/' }, /Slack can't be reached at http:\/\/127.0.0.1:9/))
  test('a database that is not there', () =>
    refuses({ DATABASE_URL: 'postgresql://nobody:secret@127.0.0.1:9/none' }, /^(?!.*secret).*127\.0\.0\.1/))
})

test('a database is bound to the team of its first start and refuses another', async () => {
  const first = startProgram('bot/main.ts', [], settings())
  await first.prints(/answers in the Slack team/)
  first.process.kill('SIGTERM')
  await first.ended
  const { db, close } = await openOnce(directory)
  await db.installation.update({ where: { id: 1 }, data: { slackTeamId: 'TANOTHER' } })
  await close()
  await refuses({}, /belongs to the Slack team TANOTHER/)
})

test('the demo company does not go into a real workspace', async () => {
  const { db, close } = await openOnce(directory)
  await db.installation.update({ where: { id: 1 }, data: { demo: true } })
  await close()
  await refuses({}, /holds the demo company/)
})

const openOnce = (dataDir: string) => openDatabase({ DATA_DIR: dataDir, DATABASE_URL: undefined })
