import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createReader, type Piece } from '#src/db/wire-messages.ts'

const message = (type: string, body = '') => {
  const bytes = Buffer.alloc(5 + Buffer.byteLength(body))
  bytes.write(type)
  bytes.writeInt32BE(bytes.length - 1, 1)
  bytes.write(body, 5)
  return bytes
}
const opening = (code: number, body = '') => {
  const bytes = Buffer.alloc(8 + Buffer.byteLength(body))
  bytes.writeInt32BE(bytes.length, 0)
  bytes.writeInt32BE(code, 4)
  bytes.write(body, 8)
  return bytes
}
const startup = opening(196_608, 'user\0postgres\0\0')
const statement = ['P', 'B', 'D', 'E', 'S'].map((type) => message(type, 'x'.repeat(50)))
const conversation = Buffer.concat([
  opening(80_877_103),
  startup,
  ...statement,
  message('Q', 'SELECT 1\0'),
  message('X'),
])
const pieces: Piece[] = [
  { type: 'encryption' },
  { type: 'login' },
  { type: 'run', bytes: Buffer.concat(statement) },
  { type: 'run', bytes: message('Q', 'SELECT 1\0') },
  { type: 'goodbye' },
]

test('a statement and its parameters are one piece, up to where the client waits for an answer', () => {
  expect(createReader()(conversation)).toEqual(pieces)
})

test('the pieces are the same however the bytes arrive', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 40 })), (sizes) => {
      const read = createReader()
      const found = []
      let at = 0
      for (const size of [...sizes, conversation.length]) {
        found.push(...read(conversation.subarray(at, at + size)))
        at += size
      }
      expect(found).toEqual(pieces)
    }),
  )
})

test('a request to cancel is told from one to log in', () => {
  expect(createReader()(opening(80_877_102, '\0\0\0\x01\0\0\0\x02'))).toEqual([{ type: 'cancel' }])
})

test('what is no client of PostgreSQL is an error', () => {
  expect(() => createReader()(Buffer.from('GET / HTTP/1.1\r\n'))).toThrow('That is no PostgreSQL client.')
})
