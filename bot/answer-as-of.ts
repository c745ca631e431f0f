import type { Context } from '#src/context.ts'
import { libraryAt } from '#src/history/library-at.ts'
import { firstVersionAt } from '#src/history/store.ts'
import type { Question } from './answer.ts'
import type { AsOf } from './commands/as-of.ts'
import { interpret } from './commands/index.ts'
import type { Block } from './slack/blocks.ts'
import * as words from './views/as-of.ts'
import { onlyCustomerFacing } from './views/sentences.ts'
import { show } from './views/shown.ts'

/** Answers as the knowledge base would have at the end of a day. It is neither kept nor counted: nobody works with it. */
export async function answerAsOf(question: Question, asOf: AsOf, ctx: Context): Promise<Block[]> {
  if ('unread' in asOf) return words.unreadDay(asOf.unread)
  const { day, rest } = asOf
  const { zone } = ctx
  const now = ctx.now()
  const end = day.add({ days: 1 }).toZonedDateTime(zone).toInstant()
  if (Temporal.PlainDate.compare(day, now.toZonedDateTimeISO(zone).toPlainDate()) > 0)
    return words.stillToCome(day)
  const library = await libraryAt(ctx.db, end)
  if (library.entries.size === 0) {
    const first = await firstVersionAt(ctx.db)
    return words.beforeAnything(day, first?.toZonedDateTimeISO(zone).toPlainDate())
  }
  const { audience, asker } = question
  const reading = { library, audience, zone, now: end }
  const found = interpret(rest, { ...reading, asker })
  switch (found.found) {
    case 'entry': {
      const blocks = show(found.shown, reading)
      return blocks ? [...words.asOfDay(day), ...blocks] : onlyCustomerFacing()
    }
    case 'overview':
      return audience === 'customer' ? onlyCustomerFacing() : [...words.asOfDay(day), ...found.blocks]
    case 'nothing':
      return words.notThen(day)
    default:
      return words.onlyKnowledge()
  }
}
