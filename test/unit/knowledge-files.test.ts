import { mkdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { sayFault } from '#src/knowledge/fault.ts'
import { readFolder } from '#src/knowledge/read-folder.ts'
import { type Files, folderOf } from '#test/support/folder.ts'

const ADA = 'title: Ada\nkind: primary\n'

async function faultsOf(files: Files): Promise<string[]> {
  return (await readFolder(await folderOf(files))).faults.map(sayFault)
}

const bytes = (text: string, encoding: BufferEncoding) => Buffer.from(text, encoding)

describe('a file that is no YAML in UTF-8 is named with what is wrong with it', () => {
  test.each([
    [
      'UTF-16',
      bytes(`\ufeff${ADA}`, 'utf16le'),
      ': found an encoding that is not UTF-8, expected a file in UTF-8',
    ],
    [
      'Latin-1',
      bytes('title: Café\nkind: primary\n', 'latin1'),
      ': found an encoding that is not UTF-8, expected a file in UTF-8',
    ],
    ['nothing at all', '', ': found an empty value, expected a group of fields'],
    ['only a comment', '# later\n', ': found an empty value, expected a group of fields'],
    ['a list', '- title: Ada\n', ':1: found a list of 1, expected a group of fields'],
    ['a sentence', 'To be written\n', ':1: found "To be written", expected a group of fields'],
    ['5 MB', `title: ${'a'.repeat(5_000_000)}\n`, ': found 5000008 bytes, expected a file of at most 4 MB'],
  ])('%s', async (_, content, sentence) =>
    expect(await faultsOf({ 'personas/ada.yaml': content })).toEqual([`personas/ada.yaml${sentence}`]),
  )

  test.each([
    [
      'an open quote',
      'title: Ada\nkind: "primary\n',
      /^personas\/ada\.yaml:3: found YAML that can't be read \(Missing closing "quote\), expected valid YAML$/,
    ],
    [
      'a field twice',
      'title: Ada\ntitle: Eva\n',
      /^personas\/ada\.yaml:2: found YAML that can't be read \(Map keys must be unique\), expected valid YAML$/,
    ],
    [
      'two documents',
      `${ADA}---\n${ADA}`,
      /^personas\/ada\.yaml:3: found YAML that can't be read \(Source contains multiple documents/,
    ],
    [
      'an alias of nothing',
      'title: *name\nkind: primary\n',
      /^personas\/ada\.yaml: found a file that can't be read \(Unresolved alias/,
    ],
    [
      'aliases that expand without end',
      bomb(),
      /^personas\/ada\.yaml: found a file that can't be read \(Excessive alias count/,
    ],
    ['lists in lists in lists', `title: ${'['.repeat(50_000)}`, /^personas\/ada\.yaml/],
  ])('%s', async (_, content, sentence) => {
    const faults = await faultsOf({ 'personas/ada.yaml': content })
    expect(faults).toEqual([expect.stringMatching(sentence)])
  })
})

function bomb(): string {
  const lines = Array.from(
    { length: 12 },
    (_, level) =>
      `a${level}: &a${level} [${Array(9)
        .fill(level ? `*a${level - 1}` : 'x')
        .join(', ')}]`,
  )
  return lines.join('\n')
}

test('a byte order mark, line ends of Windows, notes and hidden files do no harm', async () => {
  const files = {
    'personas/ada.yaml': `\ufeff${ADA.replaceAll('\n', '\r\n')}`,
    'personas/README.md': '#',
    '.git/HEAD': 'x',
  }
  const { folder, faults } = await readFolder(
    await folderOf({ ...files, LICENSE: 'free', 'personas/.ada.swp': '' }),
  )
  expect(faults).toEqual([])
  expect(folder.entries).toMatchObject([{ slug: 'ada', content: { title: 'Ada' } }])
})

describe('a file or folder whose place means nothing is named, so that nothing is passed over unseen', () => {
  test.each([
    ['persons/ada.yaml', 'persons/: found an unknown folder, expected one of evidence, personas, '],
    [
      'ada.yaml',
      'ada.yaml: found an unknown file, expected people.yaml alone; entries are files in evidence/, personas/, ',
    ],
    ['personas/ada.json', 'personas/ada.json: found a file of another type, expected a .yaml file'],
    [
      'personas/Ada.yaml',
      'personas/Ada.yaml: found the name "Ada", expected a name of small letters, digits and hyphens, such as owner-ollie',
    ],
    [
      'personas/a b.yaml',
      'personas/a b.yaml: found the name "a b", expected a name of small letters, digits and hyphens, such as owner-ollie',
    ],
    [
      'personas/ada.yaml/x',
      "personas/ada.yaml: found a file that can't be read (EISDIR), expected a file of YAML",
    ],
  ])('%s', async (path, sentence) =>
    expect(await faultsOf({ [path]: ADA })).toEqual([expect.stringContaining(sentence)]),
  )

  test('two files of one name', async () => {
    expect(await faultsOf({ 'personas/ada.yaml': ADA, 'personas/ada.yml': ADA })).toEqual([
      'personas/ada.yml: found the name "ada" a second time, expected one file of a name',
    ])
  })

  test('two lists of people', async () => {
    expect(await faultsOf({ 'people.yaml': 'people: []', 'people.yml': 'people: []' })).toEqual([
      'people.yml: found a second list of people, expected one',
    ])
  })

  test('a link that leads nowhere', async () => {
    const folder = await folderOf({})
    await mkdir(join(folder, 'personas'))
    await symlink('/nowhere', join(folder, 'personas/ada.yaml'))
    await symlink('/nowhere', join(folder, 'objections'))
    const { faults } = await readFolder(folder)
    expect(faults.map(sayFault)).toEqual([
      expect.stringMatching(/^personas\/ada\.yaml: found a file that can't be read \(ENOENT/),
    ])
  })
})

test('slugs may be of any alphabet, and are the same however their accents are put together', async () => {
  const names = ['größe', 'ölwerk'.normalize('NFD'), 'бухгалтер', '経理部長', 'アンケート', 'مالك', 'a.b_c-1']
  const { folder, faults } = await readFolder(
    await folderOf(Object.fromEntries(names.map((name) => [`personas/${name}.yaml`, ADA]))),
  )
  expect(faults).toEqual([])
  expect(folder.entries.map(({ slug }) => slug).sort()).toEqual(
    names.map((name) => name.normalize('NFC')).sort(),
  )
})

test('a folder that is not there is refused in a sentence', async () => {
  await expect(readFolder('/nowhere')).rejects.toThrow(
    "/nowhere can't be read as a folder; name one that holds people.yaml",
  )
})
