import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { UserError } from '#src/errors.ts'
import { askAll } from '#test/questions/ask-all.ts'
import { isMiss, measure } from '#test/questions/measure.ts'
import { readQuestions } from '#test/questions/question-set.ts'
import { smallCompany } from '#test/support/company.ts'
import { addFiles, folderOf } from '#test/support/folder.ts'
import { askingOf, DEMO, libraryOf } from '#test/support/library.ts'

const [CLINIC, ACADEMY, GROWERS] = (['clinic', 'academy', 'growers'] as const).map((company) =>
  fileURLToPath(new URL(`../questions/${company}`, import.meta.url)),
) as [string, string, string]

const asked = (expect: string[], got: (string | undefined)[], refused = got[0] === undefined) => ({
  q: 'what is it?',
  expect,
  got,
  refused,
})

describe('the measures of a set', () => {
  test('count the first entry, the first three, the place of the right one, and the refusals', () => {
    const all = [
      asked(['a'], ['a', 'b']),
      asked(['a', 'b'], ['b']),
      asked(['c'], ['a', 'b', 'c']),
      asked(['d'], ['a', 'b', 'c', 'd']),
      asked(['e'], [undefined, 'e']),
      asked(['f'], []),
      asked([], [undefined, 'a']),
      asked([], ['a']),
      asked([], [], false),
    ]
    expect(measure(all)).toEqual({ n: 9, hit1: 0.3333, hit3: 0.6667, mrr: 0.5139, refused: 0.3333 })
    expect(all.filter(isMiss)).toHaveLength(6)
  })

  test('are unknown where nothing was asked', () => {
    expect(measure([])).toEqual({ n: 0, hit1: null, hit3: null, mrr: null, refused: null })
  })
})

describe('a set of questions', () => {
  const asking = async () => askingOf(await libraryOf(await folderOf(smallCompany())))
  const fileOf = async (content: string | object) => `${await folderOf({ 'set.yaml': content })}/set.yaml`

  test('is asked of any content, as /persona is asked', async () => {
    const company = await asking()
    const set = await fileOf([
      { q: 'ollie', expect: ['persona/owner-ollie'], type: 'exact' },
      { q: 'objection too expensive', expect: ['objection/too-expensive'] },
      { q: 'playbook', expect: ['playbook/first-call'] },
      { q: 'what is the weather?', expect: [] },
    ])
    const all = askAll(await readQuestions(set, company.library), company)
    expect(measure(all)).toEqual({ n: 4, hit1: 1, hit3: 1, mrr: 1, refused: 1 })
  })

  test.each([
    ['a: 1', /set\.yaml:1 questions: found a group of fields, expected a list\.$/],
    ['- {q: who?}', /set\.yaml:1 questions\[0\]\.expect: found nothing, expected a list\.$/],
    [
      '- {q: who?, expect: [persona/owner-oli]}',
      /set\.yaml:1: found "persona\/owner-oli", expected the kind\/slug of an entry, such as persona\/owner-ollie\.$/,
    ],
    ['- {q: who?\n', /set\.yaml:2: found YAML that can't be read/],
  ])('that is wrong is refused in a sentence: %s', async (content, sentence) => {
    const { library } = await asking()
    const path = await fileOf(content)
    await expect(readQuestions(path, library)).rejects.toThrow(UserError)
    await expect(readQuestions(path, library)).rejects.toThrow(sentence)
  })

  test('over content that has mistakes is refused with each of them', async () => {
    const folder = await folderOf(smallCompany())
    await addFiles(folder, {
      'objections/other.yaml': { title: 'Other', causes: [{ id: 'c', persona: 'nobody', text: 'x' }] },
    })
    await expect(libraryOf(folder)).rejects.toThrow(
      /has a mistake:\nobjections\/other\.yaml:1 .*found "nobody"/,
    )
  })
})

/**
 * Written by somebody who knows the content and not the search, but for `second`; those held out have never been tuned for.
 * What is aimed at is 0.9, 0.97 and 0.9; what is reached so far may not be lost.
 */
const REACHED = [
  { name: 'plain', content: DEMO, reached: { hit1: 0.97, hit3: 0.99, refused: 0.93 } },
  { name: 'open', content: DEMO, reached: { hit1: 0.91, hit3: 0.98, refused: 0.85 } },
  { name: 'second', content: DEMO, reached: { hit1: 0.85, hit3: 0.94, refused: 0.93 } },
  { name: 'third', content: DEMO, reached: { hit1: 0.76, hit3: 0.89, refused: 0.99 } },
  { name: 'held-out', content: DEMO, reached: { hit1: 0.86, hit3: 0.93, refused: 0.99 } },
  { name: 'clinic-open', content: CLINIC, reached: { hit1: 0.99, hit3: 0.99, refused: 0.89 } },
  { name: 'clinic-held-out', content: CLINIC, reached: { hit1: 0.85, hit3: 0.94, refused: 0.99 } },
  { name: 'academy-open', content: ACADEMY, reached: { hit1: 0.69, hit3: 0.84, refused: 0.92 } },
  { name: 'academy-held-out', content: ACADEMY, reached: { hit1: 0.71, hit3: 0.88, refused: 0.99 } },
  { name: 'growers-held-out', content: GROWERS, reached: { hit1: 0.71, hit3: 0.88, refused: 0.9 } },
]

describe.each(REACHED)('of the questions of $name', ({ name, content, reached }) => {
  const path = fileURLToPath(new URL(`../questions/${name}.yaml`, import.meta.url))

  test('as many as ever are answered rightly, offered rightly and refused rightly', async () => {
    const asking = askingOf(await libraryOf(content))
    const { hit1, hit3, refused } = measure(askAll(await readQuestions(path, asking.library), asking))
    expect(Number(hit1)).toBeGreaterThanOrEqual(reached.hit1)
    expect(Number(hit3)).toBeGreaterThanOrEqual(reached.hit3)
    expect(Number(refused)).toBeGreaterThanOrEqual(reached.refused)
  })
})
