import { describe, expect, test } from 'vitest'
import { isValidated, researchOf } from '#src/evidence/research.ts'
import { findEntry } from '#src/knowledge/library.ts'
import { folderOf } from '#test/support/folder.ts'
import { libraryOf } from '#test/support/library.ts'

const source = (method: string, fields: object = {}) => ({
  method,
  title: method,
  date: '2026-05-31',
  ...fields,
})

/** What one persona rests on that cites all of this evidence. */
async function researched(evidence: Record<string, object>, status = 'active') {
  const files = Object.entries(evidence).map(([slug, said]) => [`evidence/${slug}.yaml`, said])
  const ada = {
    title: 'Ada · Auditor',
    kind: 'primary',
    status,
    aliases: ['High CLV Ada'],
    goals: [{ id: 'g1', text: 'Sleep', cites: Object.keys(evidence).filter((slug) => slug !== 'uncited') }],
  }
  const eva = { title: 'Eva', kind: 'primary' }
  const folder = { ...Object.fromEntries(files), 'personas/ada.yaml': ada, 'personas/eva.yaml': eva }
  const library = await libraryOf(await folderOf(folder))
  const persona = findEntry(library, 'persona', 'ada')
  if (!persona) throw new Error('Ada is missing.')
  return {
    ...researchOf(persona, library.evidence),
    validated: isValidated(persona, library.evidence),
  }
}

const crm = source('crm')

describe('a persona is validated', () => {
  test('by 15 interviews and one quantitative source, and not by 14', async () => {
    expect(await researched({ a: source('interviews', { n: 15 }), crm })).toMatchObject({ validated: true })
    expect(await researched({ a: source('interviews', { n: 14 }), crm })).toMatchObject({ validated: false })
  })

  test('not without a quantitative source: calls, usage and notes are none', async () => {
    const others = {
      a: source('interviews', { n: 40 }),
      b: source('sales-calls', { n: 44 }),
      c: source('product-analytics', { n: 640 }),
      d: source('field-note', { n: 1 }),
    }
    expect(await researched(others)).toEqual({ interviews: 40, quantitative: 0, validated: false })
  })

  test('not as long as it is called a hypothesis', async () => {
    const evidence = { a: source('interviews', { n: 20 }), crm }
    expect(await researched(evidence, 'hypothesis')).toMatchObject({ interviews: 20, validated: false })
  })
})

describe('interviews count', () => {
  test('from several sources, switches among them, and not field notes', async () => {
    const evidence = {
      a: source('interviews', { n: 8 }),
      b: source('switch interviews', { groups: { new: 3, churned: 4 } }),
      c: source('field-note', { n: 1 }),
    }
    expect(await researched(evidence)).toMatchObject({ interviews: 15 })
  })

  test('for the persona that they name, cited or not, and for no other', async () => {
    const evidence = {
      uncited: source('interviews', { n: 9, persona: 'ada' }),
      theirs: source('interviews', { n: 30, persona: 'eva' }),
    }
    expect(await researched(evidence)).toMatchObject({ interviews: 9 })
  })

  test('by persona, where a source counts by persona', async () => {
    const a = source('interviews', { n: 12, groups: { new: 7, 'High CLV Ada': 5, constructor: 9 } })
    expect(await researched({ a })).toMatchObject({ interviews: 5 })
  })

  test('not where a source does not say how many', async () => {
    expect(await researched({ a: source('interviews'), survey: source('survey', { n: 0 }) })).toMatchObject({
      interviews: 0,
      quantitative: 0,
    })
  })
})
