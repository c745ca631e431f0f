import { describe, expect, test } from 'vitest'
import { faultOf } from '#src/db/check-server.ts'
import { explainConnection } from '#src/db/wrong-connection.ts'

const URL_WITH_PASSWORD = 'postgresql://ada:s3cret%21@db.example:6432/personas'
const withCode = (code: string, message: string) => Object.assign(new Error(message), { code })

describe('what is wrong with a connection', () => {
  test.each([
    [
      'ENOTFOUND',
      'getaddrinfo ENOTFOUND db.example',
      'The host db.example:6432 of DATABASE_URL is not known',
    ],
    ['ETIMEDOUT', 'connect ETIMEDOUT', "The database server at db.example:6432 can't be reached"],
    [
      '28P01',
      'password authentication failed',
      'The database server at db.example:6432 refuses the user ada',
    ],
    [
      '3D000',
      'database "personas" does not exist',
      'has no database personas: create it (createdb personas)',
    ],
    [
      '42501',
      'permission denied for schema public',
      'The user ada may not create tables in the database personas',
    ],
    [
      '53300',
      'too many clients',
      "The database personas at db.example:6432 can't be used: 53300: too many clients.",
    ],
  ])('%s is one sentence', (code, message, sentence) => {
    expect(explainConnection(withCode(code, message), URL_WITH_PASSWORD).message).toContain(sentence)
  })

  test('the password is in no sentence, even where the cause holds it', () => {
    const cause = withCode('XX000', 'no entry for ada:s3cret!@db.example')
    expect(explainConnection(cause, URL_WITH_PASSWORD).message).not.toContain('s3cret')
  })

  test('a URL that can not be read is not repeated', () => {
    const { message } = explainConnection(new Error('Invalid URL'), 'postgresql://ada:s3cret@db:port/x')
    expect(message).toContain('postgresql://USER:PASSWORD@HOST:5432/DATABASE')
    expect(message).not.toContain('s3cret')
  })
})

describe('what is wrong with a server', () => {
  const good = { version: 15, encoding: 'UTF8', pending: [] }

  test('PostgreSQL 15 in UTF-8 with all migrations is fine', () => {
    expect(faultOf(good)).toBeUndefined()
  })

  test('an older one says which version it is and which is needed', () => {
    expect(faultOf({ ...good, version: 14 })).toContain('is PostgreSQL 14, and Dramatis needs 15 or newer')
  })

  test('another encoding would lose letters', () => {
    expect(faultOf({ ...good, encoding: 'SQL_ASCII' })).toContain(
      'is encoded in SQL_ASCII, and Dramatis needs UTF8',
    )
  })

  test('missing migrations are counted', () => {
    expect(faultOf({ ...good, pending: ['1_a', '2_b'] })).toContain('lacks 2 migrations, from 1_a on')
    expect(faultOf({ ...good, pending: ['2_b'] })).toContain('lacks the migration 2_b')
  })
})
