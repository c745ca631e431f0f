import { expect, test } from 'vitest'
import { identified } from '#bot/sandbox/blocks/identified.ts'

const text = (words: string) => ({ type: 'section', text: { type: 'mrkdwn', text: words } })
const button = { type: 'button', text: { type: 'plain_text', text: 'Go' } }
const idsOf = (blocks: object[]) =>
  identified(blocks.map((block) => ({ ...block }))).map((block) => block.block_id)

test('what comes without ids gets the same in the next version, wherever it stands, and nothing else does', () => {
  const [first, second] = [idsOf([text('a'), text('b')]), idsOf([text('new'), text('b'), text('a')])]
  expect(second).toEqual([expect.any(String), first[1], first[0]])
  expect(new Set([...first, ...second]).size).toBe(3)
})

test('blocks that say the same, and the elements in one, have ids of their own', () => {
  expect(new Set(idsOf([text('a'), text('a'), text('a')])).size).toBe(3)
  const said = JSON.stringify(identified([{ type: 'actions', elements: [button, button] }]))
  const ids = said.match(/x[0-9a-f]{10}\d+/g)
  expect(new Set(ids).size).toBe(3)
})

test('an id that the app gives stays', () => {
  const given = { type: 'actions', block_id: 'mine', elements: [{ ...button, action_id: 'go' }] }
  expect(identified([given])).toEqual([given])
})
