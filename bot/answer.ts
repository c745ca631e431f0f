import { keepAnswer } from '#src/answers/store.ts'
import type { Context } from '#src/context.ts'
import { triedLately } from '#src/feedback/store.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import type { Asker } from '#src/members/identity.ts'
import { admitNothing } from './admit-nothing.ts'
import type { Asking, Found, Next } from './commands/command.ts'
import { interpret } from './commands/index.ts'
import { factsFor } from './facts-for.ts'
import { type Block, type ButtonSpec, buttons } from './slack/blocks.ts'
import { clip } from './slack/limits.ts'
import { message } from './slack/message.ts'
import type { Outgoing } from './slack/outgoing.ts'
import type { Reading } from './views/reading.ts'
import { onlyCustomerFacing } from './views/sentences.ts'
import { show } from './views/shown.ts'
import { confirming } from './views/still-true.ts'

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
}

/** Answers a text from the knowledge base, keeps what it was answered from, and notes what could not be answered. */
export async function answer(question: Question, ctx: Context): Promise<Outgoing[]> {
  const { audience, asker, thread } = question
  const now = ctx.now()
  const [library, tried] = await Promise.all([ctx.readLibrary(), triedLately(ctx.db, now)])
  const asking: Asking = { library, audience, now, zone: ctx.zone, asker, tried }
  const found = interpret(question.text, asking)
  if (found.found !== 'entry' && audience === 'customer') return said(onlyCustomerFacing())
  const next = question.private || found.found !== 'nothing' ? nextButtons(found.next, thread) : []
  switch (found.found) {
    case 'entry':
      return said(await answerFromEntry(found, question, asking, ctx))
    case 'overview':
      return said(withButtons(found.blocks, next))
    case 'records':
      return said(withButtons(await found.read(ctx), next))
    case 'form':
      return question.opens ? [{ to: 'modal', view: await found.open(ctx) }] : said(found.instead)
    case 'nothing': {
      const { blocks, also } = await admitNothing(found, question, asking, ctx)
      return [...said(withButtons(blocks, next)), ...also]
    }
  }
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
  const blocks = show(found.shown, { ...asking, ...(await factsFor(found.shown, ctx)) })
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
          ...verdictButtons(main, id),
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

/** Why? is for everybody who reads an answer, Keep and Share for the one who alone sees it. */
export function answerButtons(id: string, isPrivate: boolean, thread?: string | undefined): ButtonSpec[] {
  const all = [
    { text: 'Why?', action: 'why', value: { answer: id } },
    { text: 'Keep', action: 'keep', value: { answer: id } },
    { text: 'Share', action: 'share', value: { answer: id, ...(thread !== undefined && { thread }) } },
  ]
  return isPrivate ? all : all.slice(0, 1)
}

/** What is tried out with a customer: whether it worked is one press away. */
const TRIED_OUT = new Set(['objection', 'playbook', 'argument'])

const verdictButtons = ({ kind }: Entry, answer: string): ButtonSpec[] =>
  TRIED_OUT.has(kind)
    ? [
        { text: 'Worked', action: 'worked', value: { answer } },
        { text: "Didn't", action: 'did-not-work', value: { answer } },
      ]
    : []

/** Every entry can be bettered by whoever reads it; the board decides. */
const proposing = ({ kind, slug, version }: Entry): ButtonSpec => ({
  text: 'Propose a change',
  action: 'propose',
  value: { kind, slug, version },
})

/** Room for the longest title and a name beside it, well within what a button may carry. */
const LONGEST_ASK = 700

/** What a phone shows of a button; the answer above it has the whole name. */
const LONGEST_LABEL = 28

const nextButtons = (next: Next[], thread: string | undefined): ButtonSpec[] =>
  next.map(({ text, ask }) => ({
    text: clip(text, LONGEST_LABEL),
    action: 'ask',
    value: { text: ask.slice(0, LONGEST_ASK), ...(thread !== undefined && { thread }) },
  }))

const withButtons = (blocks: Block[], specs: ButtonSpec[]): Block[] =>
  specs.length === 0 ? blocks : [...blocks, buttons(specs)]
