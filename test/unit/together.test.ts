import { expect, test } from 'vitest'
import type { Database } from '#src/db/connect.ts'
import { together } from '#src/db/together.ts'

const db = {} as Database

test('what is asked for while a statement runs goes to the database together', async () => {
  const batches: number[][] = []
  const doubled = together(async (_db, items: number[]) => {
    batches.push(items)
    await new Promise((resolve) => setTimeout(resolve, 10))
    return items.map((item) => item * 2)
  })
  const first = doubled(db, 1)
  await new Promise((resolve) => setTimeout(resolve, 2))
  expect(await Promise.all([first, ...[2, 3, 4].map((item) => doubled(db, item))])).toEqual([2, 4, 6, 8])
  expect(batches).toEqual([[1], [2, 3, 4]])
})

test('one that fails does not take the others with it', async () => {
  const picky = together((_db, items: number[]) =>
    items.includes(13) ? Promise.reject(new Error('thirteen')) : Promise.resolve(items),
  )
  const outcomes = await Promise.allSettled([12, 13, 14].map((item) => picky(db, item)))
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  await expect(picky(db, 15)).resolves.toBe(15)
})
