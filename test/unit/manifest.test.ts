import { globSync, readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { SHORTCUTS } from '#bot/shortcuts/index.ts'
import { NEEDED_SCOPES, SCOPES } from '#bot/slack/scopes.ts'

const manifest = parse(readFileSync('manifest.yml', 'utf8'))

test('the manifest fits the schema that Slack publishes', () => {
  const schema = JSON.parse(readFileSync('../shared/data/slack/manifest.schema.2.0.0.json', 'utf8'))
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false })
  const fits = ajv.compile(schema)
  expect(fits(manifest), JSON.stringify(fits.errors, null, 2)).toBe(true)
})

test('the manifest asks for exactly the scopes that the uses of Slack need', () => {
  expect([...manifest.oauth_config.scopes.bot].sort()).toEqual(NEEDED_SCOPES)
})

test('the manifest lists exactly the message shortcuts that the bot knows', () => {
  const { shortcuts } = manifest.features
  expect(shortcuts.map((shortcut: { callback_id: string }) => shortcut.callback_id).sort()).toEqual(
    SHORTCUTS.map(({ name }) => name).sort(),
  )
  expect(shortcuts.every(({ type }: { type: string }) => type === 'message')).toBe(true)
})

test('the table of uses names exactly the methods, events and commands that the code uses', () => {
  const events = manifest.settings.event_subscriptions.bot_events
  const commands = manifest.features.slash_commands.map(({ command }: { command: string }) => command)
  const methods = new Set(
    globSync('{bot,jobs}/**/*.ts', { exclude: (name) => name.includes('sandbox') }).flatMap(methodsIn),
  )
  // Granted with any bot token, and the app-level token's own method.
  for (const free of ['auth.test', 'apps.connections.open']) methods.delete(free)
  expect(Object.keys(SCOPES).sort()).toEqual(['message shortcuts', ...methods, ...events, ...commands].sort())
})

function methodsIn(file: string): string[] {
  const text = readFileSync(file, 'utf8').replaceAll(/\s+\./g, '.')
  const families = 'apps|assistant|auth|bots|chat|conversations|files|pins|reactions|team|users|views'
  return [
    ...text.matchAll(new RegExp(`[)}\\w]\\.((?:(?:${families})\\.[a-zA-Z.]+)|filesUploadV2)\\(`, 'g')),
  ].flatMap(([, method]) => method ?? [])
}
