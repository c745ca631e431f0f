import { describe, expect, test } from 'vitest'
import { checkFolder } from '#src/knowledge/check-folder.ts'
import { sayFault } from '#src/knowledge/fault.ts'
import { readFolder } from '#src/knowledge/read-folder.ts'
import { smallCompany } from '#test/support/company.ts'
import { type Files, folderOf } from '#test/support/folder.ts'

/** What an import of these files, beside those of a small company, would complain about. */
async function faultsOf(files: Files): Promise<string[]> {
  const { folder, faults } = await readFolder(await folderOf({ ...smallCompany(), ...files }))
  const known = {
    members: [],
    evidence: new Set<string>(),
    entries: new Set<string>(),
    personaNames: new Map(),
  }
  return [...faults, ...checkFolder(folder, known)].map(sayFault)
}

/** The file of a persona with some fields, one to a line. */
const personaYaml = (...lines: string[]) => ['title: Ada', 'kind: primary', ...lines].join('\n')
const ada = async (...lines: string[]) => await faultsOf({ 'personas/ada.yaml': personaYaml(...lines) })

test('a folder without mistakes has none', async () => expect(await faultsOf({})).toEqual([]))

describe('a wrong value is named with its file, line and path, with what was found and what was expected', () => {
  test.each([
    ['pains: [{id: p1, severity: high, text: t}]', ':3 pains[0].severity: found "high", expected a number'],
    [
      'pains: [{id: p1, severity: 9, text: t}]',
      ':3 pains[0].severity: found 9, expected a whole number from 1 to 5',
    ],
    ['pains: [{id: p1, severity: .nan, text: t}]', ':3 pains[0].severity: found NaN, expected a number'],
    ['pains: none', ':3 pains: found "none", expected a list'],
    ['pains: [slow]', ':3 pains[0]: found "slow", expected a group of fields'],
    ['pains: [{id: p1, text: 2026}]', ':3 pains[0].text: found 2026, expected text'],
    ['pains: [{id: p1}]', ':3 pains[0].text: found nothing, expected text'],
    ['pains: [{text: t}]', ':3 pains[0].id: found nothing, expected text'],
    [
      'pains: [{id: "a b", text: t}]',
      ':3 pains[0].id: found "a b", expected an id of letters, digits, dots and hyphens, such as p1',
    ],
    ['pains: [{id: p1, text: "  "}]', ':3 pains[0].text: found "", expected some text'],
    [
      'pains: [{id: p1, text: t, cites: interviews}]',
      ':3 pains[0].cites: found "interviews", expected a list',
    ],
    [
      'pains: [{id: p1, text: t, audience: all}]',
      ':3 pains[0].audience: found "all", expected one of internal, customer',
    ],
    [
      'pains: [{id: p1, text: "a\\0b"}]',
      ':3 pains[0].text: found "a\\u0000b", expected a text without NUL characters or broken Unicode',
    ],
    [
      'pains: [{id: p1, text: "a\\uD800b"}]',
      ':3 pains[0].text: found "a\\ud800b", expected a text without NUL characters or broken Unicode',
    ],
    [
      'goals: [{id: g1, type: wish, text: t}]',
      ':3 goals[0].type: found "wish", expected one of functional, emotional, social, professional, personal',
    ],
    ['status: live', ':3 status: found "live", expected one of draft, hypothesis, active, retired'],
    [
      'verifyEvery: 6 months',
      ':3 verifyEvery: found "6 months", expected an ISO 8601 duration of days, weeks, months or years such as P180D',
    ],
    [
      'verifyEvery: PT1H',
      ':3 verifyEvery: found "PT1H", expected an ISO 8601 duration of days, weeks, months or years such as P180D',
    ],
    [
      'verifyEvery: P99999Y',
      ':3 verifyEvery: found "P99999Y", expected an ISO 8601 duration of days, weeks, months or years such as P180D',
    ],
    ['verifiedAt: 31.05.2026', ':3 verifiedAt: found "31.05.2026", expected a date such as 2026-05-31'],
    ['verifiedAt: 2026-02-30', ':3 verifiedAt: found "2026-02-30", expected a date such as 2026-05-31'],
    [
      'owner: Mina',
      ':3 owner: found "Mina", expected a name of small letters, digits and hyphens, such as owner-ollie',
    ],
    ['identity: a baker', ':3 identity: found "a baker", expected a group of fields'],
    [
      'exclusion: high-churn',
      ':3 exclusion: found "high-churn", expected no exclusion, since only a negative persona has one',
    ],
  ])('%s', async (line, sentence) => expect(await ada(line)).toEqual([`personas/ada.yaml${sentence}`]))
})

describe('a name that is not known is named with the nearest that is', () => {
  test.each([
    ['owner: mena', ':3 owner: found "mena", expected a handle from people.yaml, such as mina'],
    ['deputies: [jonas, zoe]', ':3 deputies[1]: found "zoe", expected a handle from people.yaml'],
    [
      'goals: [{id: g1, text: t, cites: [interview]}]',
      ':3 goals[0].cites[0]: found "interview", expected the slug of a file in evidence/, such as interviews',
    ],
    [
      'successor: owner-oli',
      ':3 successor: found "owner-oli", expected the slug of a persona, such as owner-ollie',
    ],
  ])('%s', async (line, sentence) => expect(await ada(line)).toEqual([`personas/ada.yaml${sentence}`]))
})

test('an unknown field is named with those that are known', async () => {
  const [nested, frame, ...others] = await ada('gaols: []', 'goals: [{id: g1, text: t, citse: []}]')
  expect(frame).toMatch(
    /^personas\/ada\.yaml:3 gaols: found the unknown field "gaols", expected one of title, status, owner,.* goals,/,
  )
  expect(nested).toBe(
    'personas/ada.yaml:4 goals[0].citse: found the unknown field "citse", expected one of id, type, text, cites, audience, asset',
  )
  expect(others).toEqual([])
})

test('an id that two claims of an entry share is refused', async () => {
  expect(await ada('goals: [{id: x1, text: t}]', 'pains: [{id: x1, text: t}]')).toEqual([
    'personas/ada.yaml:4 pains[0].id: found the id x1 a second time, expected an id that is unique in the entry',
  ])
})

test('a negative persona needs its reason', async () => {
  expect(await faultsOf({ 'personas/ada.yaml': 'title: Ada\nkind: negative\n' })).toEqual([
    'personas/ada.yaml:1 exclusion: found nothing, expected a reason for a negative persona: high-churn, low-ltv, support-intensive, poor-fit or premature',
  ])
})

test('two personas under one name are refused, whatever its case and wherever it stands', async () => {
  expect(await ada('aliases: [Ollie the owner, smb]')).toEqual([
    'personas/owner-ollie.yaml:1 aliases[0]: found the name "SMB", which is ada\'s, expected a name that no other persona has',
  ])
})

test('a handle, an address and a Slack id belong to one person', async () => {
  const people = [
    { handle: 'mina', name: 'Mina', email: 'mina@example.com', slack: 'U01' },
    { handle: 'jonas', name: 'Jonas', email: 'MINA@example.com' },
    { handle: 'mina', name: 'Another', slack: 'U01' },
  ]
  expect(await faultsOf({ 'people.yaml': { people } })).toEqual([
    'people.yaml:1 people[2].handle: found "mina", which is mina\'s, expected a handle that nobody else has',
    'people.yaml:1 people[1].email: found "MINA@example.com", which is mina\'s, expected an e-mail address that nobody else has',
    'people.yaml:1 people[2].slack: found "U01", which is mina\'s, expected a Slack id that nobody else has',
  ])
})

test('300 files with mistakes are all named at once', async () => {
  const files = Array.from({ length: 300 }, (_, index) => [
    `personas/p${index}.yaml`,
    'title: [wrong]\nkind: 1\n',
  ])
  const faults = await faultsOf(Object.fromEntries(files))
  expect(faults).toHaveLength(600)
  expect(new Set(faults.map((fault) => fault.split(':')[0]))).toHaveProperty('size', 300)
})
