import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readEnv } from '#src/env.ts'

test('.env.example describes every variable, with the value that holds when it is left out', () => {
  const lines = readFileSync('.env.example', 'utf8').split('\n')
  const example = Object.fromEntries(
    lines.flatMap((line) => (/^[A-Z]/.test(line) ? [line.split(/=(.*)/s).slice(0, 2)] : [])),
  )
  expect(readEnv(example)).toEqual(readEnv({}))
  const known = readFileSync('src/env.ts', 'utf8').matchAll(/^ {2}([A-Z_]+):/gm)
  expect(Object.keys(example).sort()).toEqual([...known].map(([, name]) => name).sort())
})

test('an empty value counts as unset', () => {
  expect(readEnv({ DATABASE_URL: '', PORT: '' })).toEqual(readEnv({}))
})

describe('a wrong value is refused with its name and what it should be', () => {
  const wrong: [Record<string, string>, RegExp][] = [
    [{ PORT: 'http' }, /PORT should be a port from 0 to 65535/],
    [{ PORT: '99999' }, /PORT should be a port/],
    [{ DATABASE_URL: 'mysql://here' }, /DATABASE_URL should start with postgresql:\/\//],
    [{ SLACK_BOT_TOKEN: 'xoxp-1' }, /SLACK_BOT_TOKEN should start with xoxb-/],
    [{ SLACK_APP_TOKEN: 'nonsense' }, /SLACK_APP_TOKEN should start with xapp-/],
    [{ SLACK_API_URL: 'slack' }, /SLACK_API_URL should be a URL/],
    [{ BOARD_CHANNEL: '#board' }, /BOARD_CHANNEL should be a channel id/],
    [{ TZ_TEAM: 'Mars/Olympus' }, /TZ_TEAM should be an IANA time zone/],
    [{ CURRENCY: 'euro' }, /CURRENCY should be a currency code/],
    [{ LOG_LEVEL: 'loud' }, /LOG_LEVEL should be debug/],
  ]
  test.each(wrong)('%o', (environment, sentence) => {
    expect(() => readEnv(environment)).toThrow(sentence)
  })

  test('several at once are all named, and no value of a secret is repeated', () => {
    expect(() => readEnv({ PORT: 'x', SLACK_BOT_TOKEN: 'my-secret' })).toThrow(/PORT.*SLACK_BOT_TOKEN/)
    expect(() => readEnv({ SLACK_BOT_TOKEN: 'my-secret' })).not.toThrow(/my-secret/)
  })
})

test('the address of another server gets its closing slash', () => {
  expect(readEnv({ SLACK_API_URL: 'http://127.0.0.1:9/api' }).SLACK_API_URL).toBe('http://127.0.0.1:9/api/')
})
