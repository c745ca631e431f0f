import { beforeAll, describe, expect, test } from 'vitest'
import { personasOf } from '#src/board/impact.ts'
import { changedEntry, newEntry } from '#src/board/parts.ts'
import { findEntry, type Library } from '#src/knowledge/library.ts'
import { DEMO, libraryOf } from '#test/support/library.ts'

let library: Library

const entryOf = (kind: 'persona' | 'playbook' | 'tag-rule', slug: string) => {
  const entry = findEntry(library, kind, slug)
  if (!entry) throw new Error(`The demo company has no ${kind} ${slug}.`)
  return entry
}

describe('whose customers a proposal touches', () => {
  beforeAll(async () => {
    library = await libraryOf(DEMO)
  })

  test('are those of the persona that changes', () => {
    const carla = entryOf('persona', 'carla-operations-lead')
    const part = changedEntry(carla, { ...carla, title: 'Carla · COO' })
    expect(personasOf([part], library)).toEqual(['carla-operations-lead'])
  })

  test('are those of every persona that the entry names, before and after, once each', () => {
    const play = entryOf('playbook', 'rescue-after-escalation')
    const today = personasOf([changedEntry(play, { ...play, title: 'Rescue' })], library)
    expect(today.length).toBeGreaterThan(0)
    const body = { ...play.body, personas: ['gus-november-buyer'] }
    const part = changedEntry(play, { ...play, body } as typeof play)
    expect(personasOf([part, part], library).toSorted()).toEqual(
      [...new Set([...today, 'gus-november-buyer'])].toSorted(),
    )
  })

  test('are those of a new entry, too', () => {
    const { body, ...rule } = entryOf('playbook', 'rescue-after-escalation')
    const part = newEntry({ kind: 'playbook', slug: 'brand-new', content: { ...rule, body } })
    expect(personasOf([part], library)).toContain('carla-operations-lead')
  })
})
