import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { LIMITS } from '#bot/slack/limits.ts'
import { plainText } from '#bot/slack/plain-text.ts'
import { measure } from '#src/kpis/review.ts'
import { KPI_CASES, postsOf } from '#test/support/kpi-cases.ts'

test.each(readdirSync(KPI_CASES))('%s', async (name) => {
  const posts = postsOf(name)
  const text = posts.map(({ name: part, message, picture }) =>
    [
      `== ${part ?? 'in the channel'}`,
      plainText(message.blocks),
      ...(picture ? [`[picture: ${picture.alt}]`] : []),
    ].join('\n'),
  )
  await expect(`${text.join('\n\n')}\n`).toMatchFileSnapshot(new URL(`${name}/posts.txt`, KPI_CASES).pathname)
})

test('forty personas fit into messages that Slack takes, and none is left out', () => {
  const posts = postsOf('forty-personas')
  for (const { message } of posts) {
    expect(message.blocks.length).toBeLessThanOrEqual(LIMITS.blocksPerMessage)
    expect(JSON.stringify(message.blocks).length).toBeLessThanOrEqual(LIMITS.charactersPerMessage)
    expect(message.text).not.toContain("don't fit")
  }
  const tables = posts.flatMap(({ message }) => message.blocks).filter((block) => block.type === 'table')
  expect(tables.flatMap(({ rows }) => rows.slice(1))).toHaveLength(40)
})

test('the formulas are those of the formats', () => {
  const row = {
    persona: 'carla',
    n: 40,
    retained: 36,
    start: 4000,
    expansion: 400,
    contraction: 100,
    churned: 300,
  }
  const { retention, churn, grossRetention, netRetention, expansion, supportCost } = measure({
    ...row,
    supportCost: 1000,
    tickets: 9,
    reconstructed: false,
  })
  expect([retention, churn].map(({ value }) => value)).toEqual([0.9, 0.1])
  expect(grossRetention).toEqual({ value: 0.9, numerator: 3600, denominator: 4000 })
  expect([netRetention?.value, expansion?.value, supportCost?.value]).toEqual([1, 0.1, 25])
})
