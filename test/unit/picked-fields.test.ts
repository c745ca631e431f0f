import { describe, expect, test } from 'vitest'
import { pickFields, wordOutside } from '#src/sources/connections/picked-fields.ts'

const SELECT = `SELECT Id AS account_id, Name name, Owner.Email AS owner, Persona__c AS persona
  FROM Account WHERE Name <> 'a, b FROM c \\' (d' AND (Type = 'Customer' OR Type = 'Partner') ORDER BY Id;`

describe('the fields of a CRM', () => {
  test('each has the name of a column, with or without AS, and the rest stays as it was written', () => {
    const picked = pickFields(SELECT, 'CRM')
    expect(picked.fields).toEqual([
      { expression: 'Id', as: 'account_id' },
      { expression: 'Name', as: 'name' },
      { expression: 'Owner.Email', as: 'owner' },
      { expression: 'Persona__c', as: 'persona' },
    ])
    expect(picked.object).toBe('Account')
    expect(picked.rest).toMatch(/^WHERE Name <> 'a, b FROM c.* ORDER BY Id$/s)
  })

  test('a field alone is called as it is; commas in parentheses separate nothing', () => {
    expect(pickFields('select email, FORMAT(Amount, 2) amount from contacts', 'CRM').fields).toEqual([
      { expression: 'email', as: 'email' },
      { expression: 'FORMAT(Amount, 2)', as: 'amount' },
    ])
  })

  test('a word in quotation marks or in parentheses is none of the language', () => {
    const text = "WHERE a = 'order by' AND b IN (SELECT x FROM y ORDER BY z) ORDER BY c"
    expect(wordOutside(text, 'order')).toBe(text.lastIndexOf('ORDER'))
    expect(wordOutside(text, 'limit')).toBeUndefined()
  })

  test.each([
    ['', 'has to read SELECT'],
    ['UPDATE Account SET Name', 'has to read SELECT'],
    ['SELECT Id AS a', 'has to read SELECT'],
    ['SELECT Owner.Email FROM Account', 'names no column of ours: write Owner.Email AS column'],
  ])('what is no such SELECT is refused in one sentence: %s', (select, said) => {
    expect(() => pickFields(select, 'CRM')).toThrow(said)
  })
})
