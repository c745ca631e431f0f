import { describe, expect, test } from 'vitest'
import { interpret } from '#bot/commands/index.ts'
import { plainText } from '#bot/slack/plain-text.ts'
import { sayWarning, warningsOf } from '#src/personas/warnings.ts'
import { type Files, folderOf } from '#test/support/folder.ts'
import { askingOf, DEMO, libraryOf } from '#test/support/library.ts'

const demo = await libraryOf(DEMO)

const persona = (title: string, fields: object = {}) => ({ title, kind: 'primary', ...fields })

describe('warnings', () => {
  /** What is said of a company of these personas. */
  async function warned(personas: Record<string, object>): Promise<string[]> {
    const files: Files = Object.fromEntries(
      Object.entries(personas).map(([slug, said]) => [`personas/${slug}.yaml`, said]),
    )
    return warningsOf(await libraryOf(await folderOf(files))).map((each) => sayWarning(each, (slug) => slug))
  }
  const negative = persona('Bill', { kind: 'negative', exclusion: 'low-ltv' })
  const goals = (...texts: string[]) => ({ goals: texts.map((text, index) => ({ id: `g${index}`, text })) })

  test('there are none for the demo company', () => expect(warningsOf(demo)).toEqual([]))

  test('more than five primary personas blur every decision', async () => {
    const names = ['ada', 'ben', 'cem', 'dan', 'eva']
    const five = Object.fromEntries(names.map((name) => [name, persona(name)]))
    expect(await warned({ ...five, bill: negative })).toEqual([])
    expect(await warned({ ...five, fay: persona('Fay'), bill: negative })).toEqual([
      '6 primary personas: more than 5 blur every decision; make some secondary.',
    ])
  })

  test('nobody to turn away is worth a look', async () => {
    expect(await warned({ ada: persona('Ada') })).toEqual([
      'No negative persona: write down whom you turn away.',
    ])
    expect(await warned({})).toEqual([])
  })

  const same = ['Ada wants fewer hand-offs', 'Compares two vendors', 'Asks a peer', 'Fears a stalled rollout']
  const others = ['Needs a report on Monday', 'Signs alone']

  test('two personas that say mostly the same, in whatever inflection and under whatever name', async () => {
    const ada = persona('Ada', goals(...same, ...others))
    const ben = persona(
      'Ben',
      goals('A hand-off: Ben wanted fewer', 'Comparing two vendors', ...same.slice(2), 'Travels', 'Reads'),
    )
    expect(await warned({ ada, ben, bill: negative })).toEqual([
      'ada and ben share 4 of 6 claims: merge them, or say how they differ.',
    ])
  })

  test('half of the claims is not most of them, and of four claims one can’t tell', async () => {
    const ada = persona('Ada', goals(...same.slice(1), 'Sells', 'Buys', 'Waits'))
    const ben = persona('Ben', goals(...same.slice(1), 'Travels', 'Reads', 'Talks'))
    expect(await warned({ ada, ben, bill: negative })).toEqual([])
    const short = persona('Cem', goals(...same))
    expect(await warned({ cem: short, dan: { ...short, title: 'Dan' }, bill: negative })).toEqual([])
  })

  test('stand in one small line under the list of personas', async () => {
    const library = await libraryOf(await folderOf({ 'personas/ada.yaml': persona('Ada') }))
    const list = interpret('list', askingOf(library))
    expect(list.found === 'overview' && plainText(list.blocks)).toMatch(
      /\nNo negative persona: write down whom you turn away\.$/,
    )
  })
})
