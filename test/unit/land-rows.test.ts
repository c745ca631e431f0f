import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { openFiles } from '#src/ingest/reader.ts'
import { landRows } from '#src/sources/connections/land-rows.ts'

const ROWS = 200_000
const MB = 1024 * 1024

test('rows of a large source are streamed: what has been landed is held no longer', async () => {
  setFlagsFromString('--expose-gc')
  const gc = runInNewContext('gc') as () => void
  const held: number[] = []
  async function* rows(): AsyncGenerator<(string | null)[]> {
    for (let number = 0; number < ROWS; number += 1) {
      if (number % 50_000 === 10_000) {
        gc()
        held.push(process.memoryUsage().heapUsed / MB)
      }
      const text = `${number} ${'x'.repeat(200)}${number}`
      // What is made by joining holds its parts; a copy doesn't, so that nothing is shared between rows.
      yield [String(number), Buffer.from(text).toString(), null]
    }
    await Promise.resolve()
  }
  const reader = await openFiles([], 'Europe/Berlin')
  try {
    const columns = ['account_id', 'name', 'owner'].map((name) => ({ name, type: 'VARCHAR' }))
    await landRows(reader, columns, rows())
    const [counted] = await reader.rows('SELECT count(*)::INT AS n FROM mapping')
    expect(counted?.n).toBe(ROWS)
    // All of them together are more than 40 MB.
    expect(Math.max(...held) - Math.min(...held)).toBeLessThan(15)
  } finally {
    await reader.close()
  }
})
