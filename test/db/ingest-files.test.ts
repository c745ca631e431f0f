import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { DuckDBConnection } from '@duckdb/node-api'
import { describe, expect, test } from 'vitest'
import { onEngine, useDatabase } from '#test/support/database.ts'
import { useImports } from './accounts-import.ts'

onEngine('PGlite', (engine) => {
  const database = useDatabase(engine)
  const { importFile, path } = useImports(database)
  const csv = 'account_id,name\nA-1,Hollerbek\n'

  describe('a file', () => {
    test.each([
      ['that is empty', 'empty.csv', '', 'empty.csv is empty.'],
      ['with a header alone', 'bare.csv', 'account_id,name\n', 'gives no rows from bare.csv'],
      [
        'in Latin-1',
        'latin.csv',
        Buffer.from('account_id,name\nA-1,x\nA-2,M\xfcller\n', 'latin1'),
        'is not UTF-8 (line 3)',
      ],
      ['of Excel', 'book.csv', Buffer.from('PK\x03\x04whatever'), 'save its sheet as CSV'],
      ['that is broken Parquet', 'broken.parquet', Buffer.from('PAR1nonsense'), "can't be read as parquet"],
      ['that is broken JSON', 'broken.json', '{"account_id": ', 'broken.json'],
      [
        'without a needed column',
        'short.csv',
        'account_id,nom\nA-1,X\n',
        'The mapping gives no column name, which accounts needs',
      ],
    ])('%s is refused in one sentence', async (_what, name, content, message) => {
      await expect(importFile(name, content)).rejects.toThrow(message)
    })

    test('is for a table that exists', async () => {
      const missing = importFile('x.csv', csv, 'SELECT * FROM input', { table: 'invoices' })
      await expect(missing).rejects.toThrow(
        'There is no table invoices; the tables are accounts, account_months, contacts, deals, tickets, surveys, touches, spend.',
      )
    })

    test('is read in UTF-16 and with a byte order mark', async () => {
      const text = '\ufeffaccount_id,name\nU-1,Müller\n'
      expect(await importFile('utf16.csv', Buffer.from(text, 'utf16le'))).toMatchObject({ added: 1 })
      expect(await importFile('bom.csv', text)).toMatchObject({ unchanged: 1 })
    })

    test('is read as JSON, lines of JSON and Parquet', async () => {
      const rows = [
        { account_id: 'J-1', name: 'Ö', seats: 3 },
        { account_id: 'J-2', name: 'B', seats: null },
      ]
      expect(await importFile('rows.json', JSON.stringify(rows))).toMatchObject({ added: 2 })
      const lines = rows.map((row) => JSON.stringify(row)).join('\n')
      expect(await importFile('rows.ndjson', lines)).toMatchObject({ unchanged: 2 })
      const duckdb = await DuckDBConnection.create()
      await duckdb.run(`COPY (FROM read_json('${path('rows.json')}')) TO '${path('made.parquet')}'`)
      duckdb.closeSync()
      expect(await importFile('rows.parquet', await readFile(path('made.parquet')))).toMatchObject({
        unchanged: 2,
      })
    })

    test('may have a name that would be a pattern', async () => {
      expect(await importFile("it's [1] *.csv", csv)).toMatchObject({ added: 1 })
    })
  })

  test('no list of rejected rows takes the place of another file', async () => {
    await writeFile(path('precious.txt'), 'precious')
    const rejects = path('precious.txt')
    const wrong = importFile('clash.csv', 'account_id,name\n,X\n', undefined, { rejects })
    await expect(wrong).rejects.toThrow('is no list of rejected rows')
    const itself = importFile('clash.csv', 'account_id,name\n,X\n', undefined, { rejects: path('clash.csv') })
    await expect(itself).rejects.toThrow('is no list of rejected rows')
  })

  describe('a mapping', () => {
    const other = '/etc/passwd'
    test.each([
      ['reads another file', `SELECT * FROM read_text('${other}')`],
      ['reads another file by its name', `SELECT * FROM '${other}.csv'`],
      [
        'reads another file in a subquery',
        `SELECT *, (SELECT content FROM read_text('${other}')) AS x FROM input`,
      ],
      ['reads another file through query()', `SELECT * FROM query('SELECT * FROM read_text(''${other}'')')`],
      ['lists files', `SELECT file AS account_id, file AS name FROM glob('/*')`],
      ['reads the environment of the process', `SELECT * FROM read_blob('/proc/self/environ')`],
      ['reads an address', `SELECT * FROM read_csv('https://example.com/a.csv')`],
      ['looks into another CSV', `SELECT * FROM sniff_csv('${other}')`],
      ['writes a file', `COPY (SELECT * FROM input) TO '/tmp/dramatis-stolen.csv'`],
      ['exports a database', `EXPORT DATABASE '/tmp/dramatis-stolen'`],
      ['attaches a database', `ATTACH '/tmp/dramatis-stolen.db'`],
      ['installs an extension', 'INSTALL httpfs'],
      ['loads an extension', 'LOAD httpfs'],
      ['unlocks the settings', 'SET enable_external_access = true'],
      ['resets the settings', 'RESET lock_configuration'],
      ['calls a pragma', 'PRAGMA version'],
      ['makes a table', 'CREATE TABLE stolen AS SELECT * FROM input'],
      ['writes in a CTE', 'WITH x AS (INSERT INTO input VALUES (1)) SELECT * FROM x'],
      ['deletes', 'DELETE FROM input'],
      ['holds two statements', 'SELECT * FROM input; SELECT * FROM input'],
      [
        'hides a statement behind another',
        `SELECT * FROM input; COPY (SELECT 1) TO '/tmp/dramatis-stolen.csv'; --`,
      ],
      ['explains', 'EXPLAIN ANALYZE SELECT * FROM input'],
      ['has parameters', 'SELECT $1 AS account_id, name FROM input'],
      ['is empty', ' -- nothing\n ; '],
      ['names an unknown column', 'SELECT id AS account_id, name FROM input'],
      ['gives a column twice', 'SELECT account_id, name, name FROM input'],
      ['gives a list', 'SELECT account_id, [name] AS name FROM input'],
      ['fails on a value', 'SELECT account_id, name, CAST(name AS INTEGER) AS seats FROM input'],
      ['closes the bracket around it', 'SELECT * FROM input) TO (SELECT 1'],
    ])('that %s is refused in one sentence', async (_what, sql) => {
      const refused = await importFile('locked.csv', csv, sql).then(
        () => undefined,
        (error: Error) => error,
      )
      expect(refused?.name, refused?.stack).toBe('UserError')
      expect(refused?.message).toMatch(/mapping/)
      expect(refused?.message).not.toMatch(/root:|dramatis-import/)
      expect(existsSync('/tmp/dramatis-stolen.csv') || existsSync('/tmp/dramatis-stolen')).toBe(false)
    })

    test('may end in a semicolon and comments', async () => {
      const sql = '-- accounts\nSELECT * FROM input; -- that is all'
      expect(await importFile('ok.csv', csv, sql)).toMatchObject({ unchanged: 1 })
    })

    test('may use common table expressions and functions', async () => {
      await writeFile(path('unused'), '')
      const sql =
        "WITH x AS (FROM input) SELECT account_id || '-' || i AS account_id, name FROM x, range(3) t(i)"
      expect(await importFile('cte.csv', csv, sql)).toMatchObject({ added: 3 })
    })
  })
})
