import { beforeAll, expect, test } from 'vitest'
import { wordOnAlike } from '#bot/word-first.ts'
import { connectDatabase } from '#src/db/connect.ts'
import { erase } from '#src/erasure/erase.ts'
import { followLibrary, type ReadLibrary } from '#src/knowledge/library.ts'
import { readSequence } from '#src/knowledge/sequence.ts'
import { answerQuestion, type Saying } from '#src/questions/answer-question.ts'
import { reopen } from '#src/questions/learned-store.ts'
import { closedQuestion, noteQuestion } from '#src/questions/store.ts'
import { smallCompany } from '#test/support/company.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'
import { importFiles, NOW } from '#test/support/knowledge.ts'
import { askingOf } from '#test/support/library.ts'

const EXPENSIVE = 'objection/too-expensive'

onEveryEngine((engine) => {
  const database = useDatabase(engine)
  let readLibrary: ReadLibrary

  beforeAll(() => {
    readLibrary = followLibrary(database.db)
  })

  const note = async (text: string, at = NOW) => {
    const asked = { text, nearest: [], ownerId: undefined, askerId: undefined, function: 'sales' }
    await noteQuestion(database.db, asked, at)
    return await database.db.openQuestion.findFirstOrThrow({ where: { text } })
  }

  async function answer(text: string, said: Partial<Saying>, at = NOW) {
    const { id } = await note(text, at)
    const library = await readLibrary()
    const saying = { answer: 'We do', entry: undefined, ...said }
    const mina = library.members.get('mina')
    return (await answerQuestion(database.db, id, saying, mina, library, at))?.outcome
  }

  const found = async (text: string, read = readLibrary) =>
    (await read()).index.search(text).map(({ id }) => id)

  async function onAnotherReplica(tests: (read: ReadLibrary) => Promise<void>) {
    const other = connectDatabase(database.url, { poolSize: 2 })
    try {
      await tests(followLibrary(other.db))
    } finally {
      await other.close()
    }
  }

  test('what its owner answers by an entry finds that, on another replica with its next question', async () => {
    await importFiles(database.db, smallCompany())
    await onAnotherReplica(async (read) => {
      expect(await found('forklift', read)).toEqual([])
      expect(await answer('Who pays for forklift training?', { entry: EXPENSIVE })).toBe('closed')
      expect(await found('training for the forklift', read)).toEqual([EXPENSIVE])
      expect(await found('training for the forklift')).toEqual([EXPENSIVE])
    })
    await onAnotherReplica(async (read) => {
      expect(await found('training for the forklift', read)).toEqual([EXPENSIVE])
    })
  })

  test('an entry that a question like it finds carries what its owner said, while that holds and the entry is as it was', async () => {
    const library = await readLibrary()
    const entry = library.entries.get(EXPENSIVE)
    if (!entry) throw new Error('The entry is not there.')
    const beside = async (text: string, now = NOW, of = entry) =>
      JSON.stringify(await wordOnAlike(database.db, of, text, { ...askingOf(library), now }))
    expect(await beside('paying for forklift training')).toMatch(
      /Mina \w+ on “Who pays for forklift training\?”.*: “We do” Their word/,
    )
    expect(await beside('is it too expensive?')).toBe('[]')
    expect(await beside('paying for forklift training', NOW.add({ hours: 181 * 24 }))).toBe('[]')
    const changed = { ...entry, since: NOW.add({ seconds: 1 }) }
    expect(await beside('paying for forklift training', NOW, changed)).toBe('[]')
  })

  test('an answer without an entry, or that it is not for us, teaches nothing and no library reads anew', async () => {
    const before = await readSequence(database.db)
    expect(await answer('Do we sell umbrellas?', {})).toBe('closed')
    expect(await answer('Do we sell parasols?', { answer: undefined })).toBe('closed')
    expect(await readSequence(database.db)).toBe(before)
    expect([await found('umbrellas'), await found('parasols')]).toEqual([[], []])
  })

  test('an entry that is not there is ignored until it is imported', async () => {
    await answer('Who drives the crane?', { entry: 'objection/no-crane' })
    expect(await found('crane')).toEqual([])
    const objection = { ...smallCompany()['objections/too-expensive.yaml'], title: 'Unlikely' }
    await importFiles(database.db, { 'objections/no-crane.yaml': objection })
    expect(await found('crane')).toEqual(['objection/no-crane'])
  })

  test('a question that is open again half a year later no longer finds it, until it is answered anew', async () => {
    const text = 'Who pays for forklift training?'
    const later = NOW.add({ hours: 181 * 24 })
    expect(await closedQuestion(database.db, text, NOW)).toBeDefined()
    expect(await closedQuestion(database.db, text, later)).toBeUndefined()
    await onAnotherReplica(async (read) => {
      expect(await found('forklift', read)).toEqual([EXPENSIVE])
      expect(await note(text, later)).toMatchObject({ answeredAt: null, times: 1 })
      expect(await found('forklift', read)).toEqual([])
      await answer(text, { entry: 'persona/owner-ollie' }, later)
      expect(await found('forklift', read)).toEqual(['persona/owner-ollie'])
      await note(text, later.add({ hours: 181 * 24 }))
      await answer(text, { answer: undefined }, later.add({ hours: 182 * 24 }))
      expect(await found('forklift', read)).toEqual([])
    })
  })

  test('an answer that somebody gives while the old one lapses is kept', async () => {
    const text = 'Who pays for the hoist?'
    await answer(text, { entry: 'persona/owner-ollie' })
    const lapsing = await database.db.openQuestion.findFirstOrThrow({ where: { text } })
    const later = NOW.add({ hours: 181 * 24 })
    await answer(text, { entry: EXPENSIVE }, later)
    await reopen(database.db, lapsing, {})
    expect(await closedQuestion(database.db, text, later)).toMatchObject({ outcome: { entry: EXPENSIVE } })
    expect(await found('hoist')).toEqual([EXPENSIVE])
  })

  test('a customer who is erased is forgotten by what was learned, too, in every library', async () => {
    await database.db.account.create({
      data: { accountId: 'K-1001', name: 'Nordwind Fracht', updatedAt: new Date(NOW.epochMilliseconds) },
    })
    await answer('Is Nordwind Fracht a zebra?', { entry: EXPENSIVE })
    expect([await found('nordwind'), await found('zebra')]).toEqual([[EXPENSIVE], [EXPENSIVE]])
    await erase(database.db, 'K-1001', { by: 'mina', at: NOW })
    expect([await found('nordwind'), await found('zebra')]).toEqual([[], [EXPENSIVE]])
  })
})
