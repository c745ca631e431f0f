import { keepAnswer, noteQuestion } from '#src/answers/store.ts'
import type { Context } from '#src/context.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import type { Asker } from '#src/members/identity.ts'
import type { Asking, Found, Next } from './commands/command.ts'
import { interpret } from './commands/index.ts'
import { type Block, type ButtonSpec, buttons } from './slack/blocks.ts'
import { type Message, message } from './slack/message.ts'
import { personName } from './views/names.ts'
import type { Reading } from './views/reading.ts'
import { nothingFound, onlyCustomerFacing } from './views/sentences.ts'
import { show } from './views/shown.ts'
import { confirming } from './views/still-true.ts'

/** Who asks, and whether the answer is theirs alone or stands in a thread that others read. */
export type Question = {
  text: string
  asker: Asker
  audience: Reading['audience']
  private: boolean
  /** Into which it may be shared, where the question came from a message. */
  thread?: string | undefined
  /** Asked where there is nobody to share it with. */
  alone?: boolean
}

/** Answers a text from the knowledge base, keeps what it was answered from, and notes what could not be answered. */
export async function answer(question: Question, ctx: Context): Promise<Message> {
  const library = await ctx.readLibrary()
  const asking: Asking = {
    library,
    audience: question.audience,
    now: ctx.now(),
    zone: ctx.zone,
    asker: question.asker,
  }
  const found = interpret(question.text, asking)
  switch (found.found) {
    case 'entry':
      return message(await answerFromEntry(found, question, asking, ctx))
    case 'overview':
      return message(
        question.audience === 'customer'
          ? onlyCustomerFacing()
          : withButtons(found.blocks, nextButtons(found.next, question.thread)),
      )
    case 'nothing':
      return message(await admitNothing(found, question, asking, ctx))
  }
}

type FromEntry = Extract<Found, { found: 'entry' }> & { command: string }

async function answerFromEntry(
  found: FromEntry,
  question: Question,
  asking: Asking,
  ctx: Context,
): Promise<Block[]> {
  const [main] = found.entries
  const blocks = show(found.shown, asking)
  if (!blocks) return onlyCustomerFacing()
  const kept = {
    command: found.command,
    args: found.shown,
    entries: found.entries,
    function: question.asker.member?.function,
  }
  const id = await keepAnswer(ctx.db, kept, ctx.now())
  if (question.audience === 'customer') return blocks
  return withButtons(blocks, [
    ...(question.private
      ? [
          ...confirming(main, question.asker.member?.handle, asking),
          ...nextButtons(found.next, question.thread),
          proposing(main),
        ]
      : []),
    ...answerButtons(id, question.private, question.thread).filter(
      ({ action }) => !(question.alone && action === 'share'),
    ),
  ])
}

async function admitNothing(
  found: Extract<Found, { found: 'nothing' }>,
  question: Question,
  asking: Asking,
  ctx: Context,
): Promise<Block[]> {
  if (question.audience === 'customer') return onlyCustomerFacing()
  const { member } = question.asker
  const owner = found.nearest.find((entry) => entry.owner !== undefined)?.owner
  const ownerId = owner === undefined ? undefined : asking.library.members.get(owner)?.id
  const noted = {
    text: question.text,
    nearest: found.nearest,
    ownerId,
    askerId: member?.id,
    function: member?.function,
  }
  await noteQuestion(ctx.db, noted, ctx.now())
  const blocks = nothingFound(found.question, found.nearest, personName(asking.library, owner))
  return withButtons(blocks, question.private ? nextButtons(found.next, question.thread) : [])
}

/** Why? is for everybody who reads an answer, Keep and Share for the one who alone sees it. */
export function answerButtons(id: string, isPrivate: boolean, thread?: string | undefined): ButtonSpec[] {
  const all = [
    { text: 'Why?', action: 'why', value: { answer: id } },
    { text: 'Keep', action: 'keep', value: { answer: id } },
    { text: 'Share', action: 'share', value: { answer: id, ...(thread !== undefined && { thread }) } },
  ]
  return isPrivate ? all : all.slice(0, 1)
}

/** Every entry can be bettered by whoever reads it; the board decides. */
const proposing = ({ kind, slug, version }: Entry): ButtonSpec => ({
  text: 'Propose a change',
  action: 'propose',
  value: { kind, slug, version },
})

const nextButtons = (next: Next[], thread: string | undefined): ButtonSpec[] =>
  next.map(({ text, ask }) => ({
    text,
    action: 'ask',
    value: { text: ask.slice(0, 300), ...(thread !== undefined && { thread }) },
  }))

const withButtons = (blocks: Block[], specs: ButtonSpec[]): Block[] =>
  specs.length === 0 ? blocks : [...blocks, buttons(specs)]
