import { createHash } from 'node:crypto'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { runCommand } from '#test/support/command-line.ts'
import { onEngine, useDatabase } from '#test/support/database.ts'
import { folderOf } from '#test/support/folder.ts'

onEngine('a server', (engine) => {
  const database = useDatabase(engine)
  const run = async (...args: string[]) => await runCommand(args, { DATABASE_URL: database.url })

  describe('an operator brings in a company', { timeout: 60_000 }, () => {
    test('init writes an example that imports as it is', async () => {
      const directory = join(await folderOf(), 'personas')
      expect(await run('init', directory)).toMatchObject({
        code: 0,
        stdout: expect.stringContaining(`import ${directory}`),
      })
      expect(await run('import', directory)).toEqual({
        code: 0,
        stdout:
          'Imported: 23 new entries, 0 changed, 0 unchanged; 2 pieces of evidence and 2 people new or changed.\n',
        stderr: '',
      })
      expect((await run('import', directory)).stdout).toBe(
        'Nothing changed: all 23 entries are as in the folder.\n',
      )
      expect(await run('init', directory)).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('is not empty'),
      })
    })

    test('ask answers like /persona', async () => {
      const { code, stdout, stderr } = await run('ask', 'what is ollie afraid of?')
      expect([code, stderr]).toEqual([0, ''])
      expect(stdout).toMatch(
        /^Owner Ollie · fears\n• Paying for a tool that he never finds the time to set up\nHypothesis, 12 of 15 interviews/,
      )
      expect((await run('ask', 'objection', 'no', 'time')).stdout).toContain(
        'He fears the evening that it takes to set up',
      )
      expect((await run('ask')).stdout).toMatch(/^1 persona, 1 to turn away\.\n• Owner Ollie/)
    })

    test('ask --as answers as that person, and ask --json gives the message as Slack gets it', async () => {
      expect((await run('ask', 'smb', '--as', 'jonas')).stdout).toMatch(
        /^Owner Ollie — owner, under 20 people, decides alone · primary/,
      )
      const { stdout } = await run('ask', 'smb', '--json')
      expect(JSON.parse(stdout)).toMatchObject({
        text: expect.stringMatching(/^Owner Ollie/),
        blocks: [{ type: 'rich_text' }, { type: 'context' }, { type: 'actions' }],
      })
      expect(await run('ask', 'smb', '--as', 'minna')).toEqual({
        code: 1,
        stdout: '',
        stderr: 'Nobody has the handle "minna"; people.yaml lists mina, jonas.\n',
      })
    })

    test('a knowledge base in use is changed with --direct alone', async () => {
      const directory = await folderOf({ 'personas/zoe.yaml': 'title: Zoe\nkind: secondary\n' })
      const refused = await run('import', directory)
      expect(refused).toMatchObject({ code: 1, stdout: '' })
      expect(refused.stderr).toMatch(/^Nothing was imported: .* would change persona\/zoe\..*--direct\.\n$/)
      expect((await run('import', directory, '--direct')).stdout).toMatch(
        /^Imported: 1 new entries, 0 changed/,
      )
    })

    test('export writes a folder that an import takes back', async () => {
      const directory = join(await folderOf(), 'exported')
      expect((await run('export', directory)).stdout).toBe(`Wrote 27 files to ${directory}.\n`)
      expect(await readFile(join(directory, 'personas/owner-ollie.yaml'), 'utf8')).toMatch(
        /^title: Owner Ollie\nstatus: hypothesis\nowner: mina\nverifier: jonas\n/,
      )
      expect((await run('import', directory)).stdout).toBe(
        'Nothing changed: all 24 entries are as in the folder.\n',
      )
    })

    test('audit export writes every record, or those of some days, as NDJSON or CSV', async () => {
      const lines = (await run('audit', 'export')).stdout.trimEnd().split('\n')
      const records = lines.map((line) => JSON.parse(line))
      const digestOf = (text: string) => createHash('sha256').update(text).digest('hex')
      for (const { details, details_digest } of records)
        expect(digestOf(JSON.stringify(details))).toBe(details_digest)
      expect(records).toMatchObject([
        { sequence: 1, actor: 'operator', action: 'import', subject: 'knowledge', erased: false },
        {
          sequence: 2,
          details: { created: expect.any(Array) },
          hash: expect.stringMatching(/^[0-9a-f]{64}$/),
        },
      ])
      const csv = (await run('audit', 'export', '--format', 'csv')).stdout
      expect(csv).toMatch(/^sequence,at,actor,action,subject,details,erased,details_digest,hash\n1,2/)
      expect(csv).toContain('"{""changed"":[],""created"":[')
      expect(await run('audit', 'export', '--to', '2020-01-01')).toEqual({ code: 0, stdout: '', stderr: '' })
      expect((await run('audit', 'export', '--from', '2020-01-01')).stdout.split('\n')).toHaveLength(3)
    })

    test.each([
      [['export', '--format', 'xml'], '--format is "xml", and has to be one of ndjson, csv.'],
      [['export', '--from', '2026-02-30'], '--from is "2026-02-30", and has to be a day such as 2026-11-30.'],
      [
        ['export', '--from', '2026-02-02', '--to', '2026-02-01'],
        '--to 2026-02-01 lies before --from 2026-02-02.',
      ],
      [['verify', '--head', 'abc'], '--head is "abc", and has to be HASH:COUNT as it was printed.'],
    ])('audit %s is wrong usage', async (args, said) => {
      expect(await run('audit', ...args)).toEqual({ code: 2, stdout: '', stderr: `${said}\n` })
    })

    test('audit verify against a head that was printed earlier says whether the trail was cut', async () => {
      const [, hash] = /head (\w{64}):2\./.exec((await run('audit', 'verify')).stdout) ?? []
      expect((await run('audit', 'verify', '--head', `${hash}:2`)).stdout).toContain(
        'The head that you gave is in it',
      )
      expect(await run('audit', 'verify', '--head', `${hash}:3`)).toEqual({
        code: 1,
        stdout: '',
        stderr: 'The audit trail was cut: it ends at record 2, and there were 3.\n',
      })
    })

    test('audit verify says that the trail is whole, until something in it was changed', async () => {
      expect((await run('audit', 'verify')).stdout).toMatch(
        /^The audit trail is whole: 2 records, head [0-9a-f]{64}:2\.\n$/,
      )
      await database.db.$transaction([
        database.db.$executeRaw`ALTER TABLE audit DISABLE TRIGGER USER`,
        database.db.$executeRaw`UPDATE audit SET actor = 'somebody else'`,
        database.db.$executeRaw`ALTER TABLE audit ENABLE TRIGGER USER`,
      ])
      expect(await run('audit', 'verify')).toEqual({
        code: 1,
        stdout: '',
        stderr: 'The audit trail is broken at record 1: it was changed, put in or moved.\n',
      })
    })

    test('a mistake in the files is told with its place and without a stack trace', async () => {
      const directory = await folderOf({ 'personas/ada.yaml': 'title: Ada\nkind: main\n' })
      expect(await run('import', directory, '--direct')).toEqual({
        code: 1,
        stdout: '',
        stderr: `Nothing was imported from ${directory}, because of one mistake:\npersonas/ada.yaml:2 kind: found "main", expected one of primary, secondary, negative\n`,
      })
    })
  })
})

describe('the command line without a database', { timeout: 60_000 }, () => {
  const run = async (...args: string[]) =>
    await runCommand(args, { DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none' })

  test('schema prints a JSON schema', async () => {
    const { code, stdout } = await run('schema', 'persona')
    expect([code, JSON.parse(stdout)]).toMatchObject([0, { type: 'object', required: ['title', 'kind'] }])
  })

  test('wrong usage ends with exit code 2 and shows the usage', async () => {
    const [unknown, incomplete] = [await run('frobnicate'), await run('import')]
    expect(unknown).toMatchObject({ code: 2, stdout: '' })
    expect(unknown.stderr).toMatch(/^There is no command frobnicate\.\n {2}npm run -s dramatis -- ask/)
    expect(incomplete).toMatchObject({ code: 2, stdout: '' })
    expect(incomplete.stderr).toMatch(
      /^import needs more than that\. Usage: npm run -s dramatis -- import DIR/,
    )
  })

  test('a database that is not there is told in one sentence', async () => {
    const { code, stdout, stderr } = await run('ask', 'carla')
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr.trim().split('\n')).toHaveLength(1)
    expect(stderr).not.toMatch(/\bat .*\.ts:\d+/)
  })

  test('a folder that is not there, and a wrong environment, are told in one sentence', async () => {
    expect(await runCommand(['schema', 'persona'], { TZ_TEAM: 'Berlin' })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('TZ_TEAM should be an IANA time zone'),
    })
    const file = join(await folderOf({ file: '' }), 'file')
    expect(await run('init', file)).toMatchObject({
      code: 1,
      stderr: `${file} can't be written to as a folder; name another one.\n`,
    })
  })
})

test('the embedded database keeps what one command wrote for the next', { timeout: 90_000 }, async () => {
  const root = await folderOf()
  const env = { DATA_DIR: join(root, 'data') }
  await mkdir(join(root, 'company'))
  await runCommand(['init', join(root, 'company')], env)
  expect(await runCommand(['import', join(root, 'company')], env)).toMatchObject({ code: 0, stderr: '' })
  expect((await runCommand(['ask', 'bargain', 'bill'], env)).stdout).toMatch(
    /^Bargain Bill — .*negative: low ltv/,
  )
  expect(await runCommand(['import', '/nowhere'], env)).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^\/nowhere can't be read as a folder/),
  })
})
