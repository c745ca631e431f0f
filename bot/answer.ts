import { accountsBegunIn } from '#src/accounts/named-in.ts'
import { keepAnswer } from '#src/answers/store.ts'
import type { Context } from '#src/context.ts'
import { triedLately } from '#src/feedback/store.ts'
import type { Asker } from '#src/members/identity.ts'
import { aboutCustomers } from './about-customers.ts'
import { admitNothing } from './admit-nothing.ts'
import { answerAsOf } from './answer-as-of.ts'
import { readAsOf } from './commands/as-of.ts'
import type { Answered, Asking, Found } from './commands/command.ts'
import { hiddenIn } from './commands/hidden-from.ts'
import { interpret, mayNameCustomer } from './commands/index.ts'
import { factsFor } from './facts-for.ts'
import type { Block } from './slack/blocks.ts'
import { message } from './slack/message.ts'
import type { Outgoing } from './slack/outgoing.ts'
import { belowAnswer, belowList, whyAlone } from './views/answer-buttons.ts'
import type { Reading } from './views/reading.ts'
import { onlyCustomerFacing } from './views/sentences.ts'
import { show } from './views/shown.ts'
import { wordFirst, wordOnAlike } from './word-first.ts'

/** Who asks, and whether the answer is theirs alone or stands in a thread that others read. */
export type Question = {
  text: string
  asker: Asker
  audience: Reading['audience']
  private: boolean
  /** A form can open, since somebody has just pressed or typed a command. */
  opens?: boolean
  /** Into which it may be shared, where the question came from a message. */
  thread?: string | undefined
  /** Asked where there is nobody to share it with. */
  alone?: boolean
  /** The id of the account that it means by a name; null: it names no customer. */
  customer?: string | null | undefined
}

/** Answers a text from the knowledge base, keeps what it was answered from, and notes what could not be answered. */
export async function answer(typed: Question, ctx: Context): Promise<Outgoing[]> {
  const { audience, asker, thread } = typed
  const asOf = readAsOf(typed.text)
  if (asOf) return said(await answerAsOf(typed, asOf, ctx))
  const now = ctx.now()
  const mayName = audience === 'internal' && typed.customer !== null && mayNameCustomer(typed.text)
  const [library, tried, accounts] = await Promise.all([
    ctx.readLibrary(),
    triedLately(ctx.db, now),
    mayName ? accountsBegunIn(ctx.db, typed.text) : undefined,
  ])
  const inChannel = !typed.private
  const asking: Asking = { library, audience, now, zone: ctx.zone, asker, tried, inChannel }
  const { text, above, onward, otherwise } = await aboutCustomers(typed, accounts, asking, ctx)
  const question = { ...typed, text }
  const interpreted = interpret(text, asking)
  // What is looked up is about customers.
  if (interpreted.found === 'looked-up' && audience === 'customer') return said(onlyCustomerFacing())
  const read = wordFirst(await lookedUp(interpreted, ctx), text, asking)
  const found = { ...read, next: [...read.next.slice(0, 1), ...onward, ...read.next.slice(1), ...otherwise] }
  if (found.found !== 'entry' && audience === 'customer') return said(onlyCustomerFacing())
  const next = question.private || found.found !== 'nothing' ? belowList(found.next, thread) : []
  switch (found.found) {
    case 'entry':
      return said([...above, ...(await answerFromEntry(found, question, asking, ctx))])
    case 'overview':
      return said([...above, ...found.blocks, ...next])
    case 'records':
      return said([...above, ...(await found.read(ctx)), ...next])
    case 'form':
      return question.opens ? [{ to: 'modal', view: await found.open(ctx) }] : said(found.instead)
    case 'nothing': {
      const { blocks, also } = await admitNothing(
        { ...found, question: saidOf(found, typed.text, text) },
        question,
        asking,
        ctx,
      )
      return [...said([...above, ...blocks, ...next]), ...also]
    }
  }
}

/** What nobody answers is said as it was typed. */
const saidOf = ({ question }: { question: string }, typed: string, text: string): string =>
  typed === text ? question : typed

type Interpreted = ReturnType<typeof interpret>

async function lookedUp(found: Interpreted, ctx: Context): Promise<Answered & { command: string }> {
  return found.found === 'looked-up' ? { ...(await found.look(ctx)), command: found.command } : found
}

const said = (blocks: Block[]): Outgoing[] => [{ to: 'asker', message: message(blocks) }]

type FromEntry = Extract<Found, { found: 'entry' }> & { command: string }

async function answerFromEntry(
  found: FromEntry,
  question: Question,
  asking: Asking,
  ctx: Context,
): Promise<Block[]> {
  const [main] = found.entries
  const facts = await factsFor(found.shown, hiddenIn(asking, asking.library), ctx)
  const blocks = show(found.shown, { ...asking, ...facts })
  if (!blocks) return onlyCustomerFacing()
  const kept = {
    command: found.command,
    args: found.shown,
    entries: found.entries,
    function: question.asker.member?.function,
  }
  const id = await keepAnswer(ctx.db, kept, ctx.now())
  if (question.audience === 'customer') return blocks
  blocks.unshift(...(await wordOnAlike(ctx.db, main, question.text, asking)))
  if (!question.private) return [...blocks, whyAlone(id)]
  const given = { answer: id, thread: question.thread, alone: question.alone ?? false }
  const reader = { handle: question.asker.member?.handle, reading: asking }
  return [...blocks, belowAnswer(main, found.next, given, reader)]
}
