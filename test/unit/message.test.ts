import type { RichTextBlock } from '@slack/types'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { validateBlocks } from '#bot/sandbox/blocks/validate.ts'
import { type Block, buttons, buttonsAndMenu, listed, say, small } from '#bot/slack/blocks.ts'
import { clip, LIMITS } from '#bot/slack/limits.ts'
import { message } from '#bot/slack/message.ts'
import { plainText } from '#bot/slack/plain-text.ts'
import { bullets, line } from '#bot/slack/text.ts'

const anyText = (maxLength = 4000) => fc.string({ unit: 'grapheme', maxLength })
const sizeOf = (blocks: Block[]) => blocks.reduce((sum, block) => sum + JSON.stringify(block).length, 0)
const isRichText = (block: Block): block is RichTextBlock => block.type === 'rich_text'

describe('clip', () => {
  test('keeps what is short, and shows what it cut', () => {
    expect(clip('short', 5)).toBe('short')
    expect(clip('longer', 5)).toBe('long…')
    expect(clip('a b c d', 5)).toBe('a b…')
  })

  test('counts and cuts by characters, so that none is halved', () => {
    expect(clip('👍👍👍', 3)).toBe('👍👍👍')
    expect(clip('👍👍👍', 2)).toBe('👍…')
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 200 }),
        fc.integer({ min: 1, max: 100 }),
        (text, most) => {
          const cut = clip(text, most)
          expect([...cut].length).toBeLessThanOrEqual(most)
          expect(cut.isWellFormed()).toBe(text.isWellFormed() || cut.isWellFormed())
          if (cut !== text) expect(text.startsWith(cut.slice(0, -1)) && cut.endsWith('…')).toBe(true)
        },
      ),
    )
  })
})

test('a line stays below the limit of a section, however many spans it has', () => {
  fc.assert(
    fc.property(fc.array(anyText(2000), { maxLength: 8 }), (spans) => {
      const said = line(...spans).elements.map((element) => ('text' in element ? (element.text ?? '') : ''))
      expect([...said.join('')].length).toBeLessThanOrEqual(LIMITS.charactersPerSection)
    }),
  )
})

describe('a message', () => {
  const paragraph = fc.array(anyText(), { maxLength: 4 }).map((spans) => say(line(...spans)))
  const list = fc.array(anyText(800), { minLength: 1, maxLength: 40 }).map((items) =>
    say(
      ...listed(
        'List',
        items.map((item) => [item]),
      ),
    ),
  )
  const block = fc.oneof(
    paragraph,
    list,
    anyText(300).map((text) => small(text)),
  )

  test('is within the limits of Slack, whatever it is made of, and its buttons stay', () => {
    const foot = buttons([{ text: 'Why?', action: 'why', value: {} }])
    fc.assert(
      fc.property(fc.array(block, { minLength: 1, maxLength: 70 }), (blocks) => {
        const made = message([...blocks, foot])
        expect(made.blocks.length).toBeLessThanOrEqual(LIMITS.blocksPerMessage)
        expect(sizeOf(made.blocks)).toBeLessThanOrEqual(LIMITS.charactersPerMessage)
        expect(made.text.length).toBeLessThanOrEqual(LIMITS.fallbackText * 2)
        expect(made.blocks.at(-1)).toEqual(foot)
      }),
      { numRuns: 60 },
    )
  })

  test('says how many of its parts it left out', () => {
    const many = message(Array.from({ length: 60 }, (_, index) => say(line(`Part ${index}`))))
    expect(many.blocks).toHaveLength(50)
    expect(many.text).toMatch(/Part 48\n… and 11 more parts that don't fit into one message$/)
    const two = message([
      say(line('a'.repeat(3000))),
      ...Array.from({ length: 4 }, () => say(line('b'.repeat(2900)))),
    ])
    expect(two.text).not.toContain('… and 0 more')
  })

  test('shows the beginning of a part that is too long by itself', () => {
    const items = Array.from({ length: 40 }, (_, index) => [`${index} ${'a'.repeat(500)}`])
    const { blocks, text } = message([say(line('Heading'), bullets(items))])
    expect(text).toContain('Heading')
    const [first] = blocks.filter(isRichText)
    expect(first?.elements[1]?.elements.length).toBeGreaterThan(15)
    expect(blocks.at(-1)).toEqual(small("… and 1 more part that don't fit into one message"))
  })

  test('has a text to stand in for it, in which nothing links or pings', () => {
    const hostile = '<!channel> <@U123> <https://evil.example|here> & *bold*'
    const { text, blocks } = message([say(line(hostile)), small(hostile)])
    expect(text).toBe(
      Array(2)
        .fill('&lt;!channel&gt; &lt;@U123&gt; &lt;https://evil.example|here&gt; &amp; *bold*')
        .join('\n'),
    )
    expect(blocks[0]).toMatchObject({ elements: [{ elements: [{ type: 'text', text: hostile }] }] })
    expect(JSON.stringify(blocks[1])).not.toMatch(/<[!@h]/)
  })

  test('never shows half an entity where its text is cut', () => {
    for (const length of [2994, 2995, 2996, 2997, 2998, 2999]) {
      const { text } = message([say(line('a'.repeat(length), '&&&'))])
      expect(text.replaceAll('&amp;', '')).not.toContain('&')
    }
  })
})

test('a button whose value is too long for Slack is our mistake', () => {
  expect(() => buttons([{ text: 'x', action: 'ask', value: { text: 'a'.repeat(2000) } }])).toThrow(
    'too long for Slack',
  )
})

describe('a row of buttons with a menu', () => {
  const spec = (text: string, ask = text) => ({ text, action: 'ask', value: { text: ask } })
  const drawn = (more: ReturnType<typeof spec>[]) => {
    const block = buttonsAndMenu([spec('Why?')], more)
    expect(validateBlocks([block], 'message')).toEqual([])
    return plainText([block])
  }

  test('offers what is wanted less often behind one more press', () => {
    expect(drawn([spec('Keep'), spec('Propose')])).toBe('[Why?] [… Keep / Propose]')
  })

  test('needs no menu for one thing alone', () => {
    expect(drawn([spec('Keep')])).toBe('[Why?] [Keep]')
    expect(drawn([])).toBe('[Why?]')
  })

  test('keeps as buttons what the menu has no room for', () => {
    const many = ['a', 'b', 'c', 'd', 'e', 'f'].map((each) => spec(each))
    expect(drawn(many)).toBe('[Why?] [f] [… a / b / c / d / e]')
    expect(drawn([spec('Long', 'x'.repeat(150)), spec('b'), spec('c')])).toBe('[Why?] [Long] [… b / c]')
  })
})
