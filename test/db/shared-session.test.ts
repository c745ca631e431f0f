import { mkdtemp, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { servePglite, type WireServer } from '#src/db/wire-server.ts'
import { openTemplate } from '#test/support/database.ts'

let folder: string
let pglite: PGlite
let server: WireServer
let pool: pg.Pool

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dramatis-session-'))
  pglite = await openTemplate()
  server = await servePglite(pglite, folder, { patience: 300 })
  pool = new pg.Pool({ connectionString: server.url, max: 8 })
  pool.on('error', () => {})
})
afterAll(async () => {
  await pool.end()
  await server.close()
  await pglite.close()
  await rm(folder, { recursive: true })
})

test('statements larger than a chunk get their own parameters whatever others run meanwhile', async () => {
  const long = 'x'.repeat(300_000)
  const statements = Array.from({ length: 200 }, (_, n) =>
    n % 3 === 0
      ? pool.query(`SELECT length($1::text) AS length, ${n} AS n`, [long])
      : pool.query(`SELECT $1::int AS n, $2::int AS length`, [n, long.length]),
  )
  const rows = (await Promise.all(statements)).map((result) => result.rows[0])
  expect(rows).toEqual(rows.map((_, n) => ({ n, length: long.length })))
})

test('an error of one client is told to that client alone', async () => {
  const mixed = Array.from({ length: 60 }, (_, n) =>
    pool.query('SELECT 1 / $1::int AS one', [n % 2]).then(
      () => 'answered',
      (error) => error.code,
    ),
  )
  expect(await Promise.all(mixed)).toEqual(mixed.map((_, n) => (n % 2 ? 'answered' : '22012')))
})

test('others wait while a client is in a transaction, and see what it committed', async () => {
  await pool.query('CREATE TABLE committed (n int)')
  const client = await pool.connect()
  await client.query('BEGIN')
  const seen = pool.query('SELECT count(*)::int AS count FROM committed')
  await client.query('INSERT INTO committed VALUES (1)')
  await client.query('COMMIT')
  client.release()
  expect((await seen).rows).toEqual([{ count: 1 }])
})

test('a client is let in while another is in a transaction', async () => {
  const client = await pool.connect()
  await client.query('BEGIN')
  const visitor = new pg.Client({ connectionString: server.url })
  await visitor.connect()
  await client.query('COMMIT')
  client.release()
  await visitor.end()
})

test('the transaction of a client that goes away is rolled back', async () => {
  const client = await pool.connect()
  await client.query('BEGIN')
  await client.query('CREATE TABLE abandoned (n int)')
  client.release(true)
  const { rows } = await pool.query(`SELECT to_regclass('abandoned') AS found`)
  expect(rows).toEqual([{ found: null }])
})

test('a client that stops in the middle of a transaction loses it, and the others go on', async () => {
  const client = await pool.connect()
  const lost = new Promise<Error>((resolve) => client.on('error', resolve))
  await client.query('BEGIN')
  await client.query('CREATE TABLE stuck (n int)')
  const { rows } = await pool.query(`SELECT to_regclass('stuck') AS found`)
  expect(rows).toEqual([{ found: null }])
  expect((await lost).message).toBe('Connection terminated unexpectedly')
  client.release(true)
})

test('what speaks another protocol is turned away and disturbs nobody', async () => {
  const stranger = connect(join(folder, '.s.PGSQL.5432'))
  stranger.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')
  await new Promise((resolve) => stranger.on('close', resolve).on('error', () => {}))
  expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
})
