import { beforeAll, expect, test } from 'vitest'
import { withNamesRight } from '#src/accounts/mistyped.ts'
import { accountNamedIn, accountsBegunIn, FIRST_WORD } from '#src/accounts/named-in.ts'
import { personNamedIn } from '#src/accounts/people-named.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'

onEveryEngine((engine) => {
  const database = useDatabase(engine)

  beforeAll(async () => {
    const names = {
      'N-1': 'Northwind Freight',
      'S-1': 'Sønderrup-Fragt A/S',
      'Æ-1': 'ÆRØ Færger',
      'K-1': 'Логистика Север',
      'Z-1': '“Zielogród” & Synowie',
      'L-1': 'X'.repeat(20_000),
      'T-1': 'The Home Depot',
      'Y-1': 'Târgoviște\u00a0Cargo™',
      'O-1': 'ΟΔΟΣ ΑΕ',
    }
    const accounts = Object.entries(names).map(([accountId, name]) => ({ accountId, name }))
    await database.db.account.createMany({ data: accounts })
    const person = (contactId: string, name: string, more: object = {}) => ({
      ...{ contactId, accountId: 'N-1', name },
      ...more,
    })
    await database.db.contact.createMany({
      data: [
        person('C-1', 'Helen Ashby', { persona: 'carla' }),
        person('C-2', 'Mark Clarke', { title: 'Head of finance' }),
        person('C-6', 'Will Smith'),
        person('C-3', 'Jan Berg'),
        person('C-4', 'Jan Dahl'),
        person('C-5', 'Gone Person', { goneAt: new Date() }),
      ],
    })
  })

  test.each([
    ['how do I answer northwind on price?', ['N-1']],
    ['SØNDERRUP wants more', ['S-1']],
    ['what about sonderrup and aero faerger', ['S-1', 'Æ-1']],
    ['what about ærø', ['Æ-1']],
    ['what about faerger', []],
    ['что для Логистика Север', ['K-1']],
    ['zielogrod is late', ['Z-1']],
    ['is K-1 or n-1 at risk', ['K-1', 'N-1']],
    ['what does the home depot fear', ['T-1']],
    ['targoviste is late', ['Y-1']],
    ['ΟΔΟΣ', ['O-1']],
    ['what do they fear at renewal?', []],
    ['', []],
    ["'; DROP TABLE accounts; --", []],
  ])('%s', async (text, ids) => {
    expect((await accountsBegunIn(database.db, text)).map(({ id }) => id).sort()).toEqual(ids)
  })

  test('a sentence is looked up by an index, however many customers there are', async () => {
    const plan = await database.db.$transaction(async (tx) => {
      await tx.$executeRaw`SET LOCAL enable_seqscan = off`
      return await tx.$queryRaw<Record<string, string>[]>`
        EXPLAIN SELECT account_id FROM accounts WHERE ${FIRST_WORD} = ANY(${['northwind', 'price']}::text[])
          OR ${FIRST_WORD} LIKE ${'no_%'}`
    })
    expect(JSON.stringify(plan)).toContain('accounts_first_word_idx')
  })

  test('a first word that is nearly one is put right, and nothing else', async () => {
    const right = (text: string, ...words: string[]) => withNamesRight(database.db, text, words)
    expect(await right('what does Nortwhind fear', 'nortwhind')).toEqual({
      text: 'what does northwind fear',
      read: [{ typed: 'Nortwhind', as: 'northwind' }],
    })
    expect(await right('is sonderup late?', 'sonderup')).toMatchObject({ text: 'is sonderrup late?' })
    for (const [text = '', word = ''] of [
      ['is noverfield late?', 'noverfield'],
      ['is no%%%%% late?', 'no%%%%%'],
      ['is it northwinds?', 'northwinds'],
    ])
      expect(await right(text, word)).toEqual({ text, read: [] })
  })

  test('the one account that a quote names is guessed', async () => {
    expect(await accountNamedIn(database.db, 'Northwind Freight said it is too slow')).toMatchObject({
      id: 'N-1',
    })
    expect(await accountNamedIn(database.db, 'Northwind said so, and Sønderrup, too')).toBeUndefined()
  })

  test.each([
    ['a call with helen ashby of northwind', 'C-1', 'helen ashby'],
    ['a call with Mark from northwind', 'C-2', 'Mark'],
    ['what does Helen, northwind, fear', 'C-1', 'Helen'],
    ['Will northwind renew', undefined, undefined],
    ['what does Jan from northwind fear', undefined, undefined],
    ['what does Jan Dahl from northwind fear', 'C-4', 'Jan Dahl'],
    ['mark my words, northwind is lost', undefined, undefined],
    ['Gone Person from northwind', undefined, undefined],
  ])('of the people at a customer, “%s” names %s', async (text, id, words) => {
    const account = { id: 'N-1', from: text.indexOf('northwind') }
    const person = await personNamedIn(database.db, text, account)
    expect(person?.id).toBe(id)
    expect(person && text.slice(person.from, person.to)).toBe(words)
  })
})
