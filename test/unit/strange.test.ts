import { describe, expect, test } from 'vitest'
import { strangeIn } from '#src/search/strange.ts'

const knows = (word: string): boolean => ['relay', 'preis', 'fahrplan', 'zahlen'].includes(word)

describe('words that nobody here has written', () => {
  test.each([
    ['what do we say against optiroute', 1],
    ['does relay connect to zendesk and splunk', 2],
    ['wifi password', 1],
    ['capital of mongolia', 1],
  ])('are counted where they are no common ones: %s', (question, count) => {
    expect(strangeIn(question, knows)).toBe(count)
  })

  test.each([
    'what does relay cost',
    'how do I answer a customer who is afraid of the change',
    'is it ok by q3',
    '17 times 23',
    '',
    '?!',
  ])('are none among those that are common, known or short: %s', (question) => {
    expect(strangeIn(question, knows)).toBe(0)
  })

  test.each([
    'Brandsund says that it is too dear',
    'the renewal at Nordwerk is near',
    'a call from Kestrelline on the price',
  ])('are none where they are the customer of whom it is asked: %s', (question) => {
    expect(strangeIn(question, knows)).toBe(0)
  })

  test.each([
    'wie antworte ich auf einen zu hohen preis',
    'hast du tipps zum fahrplan',
    'wollen sie lieber monatlich zahlen',
    'что говорит директор о цене',
    '価格について何と言いますか',
  ])('say nothing in another language: %s', (question) => {
    expect(strangeIn(question, knows)).toBe(0)
  })
})
