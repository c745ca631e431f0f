import { z } from 'zod'
import type { Pressed } from '#bot/actions/action.ts'
import type { Block } from '#bot/slack/blocks.ts'
import { message } from '#bot/slack/message.ts'
import { trayOf } from '#bot/slack/tray.ts'
import { whoWasIt } from '#bot/views/guess.ts'
import { heardForm } from '#bot/views/heard-form.ts'
import * as notes from '#bot/views/heard-notes.ts'
import { functionName } from '#bot/views/names.ts'
import { entryGone, whoAreYou, youWrote } from '#bot/views/proposal-notes.ts'
import { findAccount } from '#src/accounts/find-account.ts'
import { accountNamedIn } from '#src/accounts/named-in.ts'
import type { Context } from '#src/context.ts'
import { fieldNote, keepFieldNote } from '#src/evidence/field-note.ts'
import { GROUPS } from '#src/evidence/guide.ts'
import { hearerOf, voiceNumber } from '#src/evidence/voices.ts'
import { statement } from '#src/knowledge/claim.ts'
import { isKind } from '#src/knowledge/entry.ts'
import { findEntry, type Library } from '#src/knowledge/library.ts'
import { STAGES } from '#src/lifecycle/stage.ts'
import { personasIn } from '#src/personas/find-persona.ts'
import { isUnconfirmed } from '#src/validation/guess-store.ts'
import { modal } from './modal.ts'

/** Somebody puts down what a customer said; it is evidence at once, and its persona's owner hears of it. */
export const heard = modal({
  name: 'heard',
  asks: 'add-evidence',
  about: z.object({
    link: z.string().optional(),
    /** `kind/slug` of what was tried when they said it. */
    entry: z.string().optional(),
  }),
  values: z.object({
    quote: z.string(notes.SAY_QUOTE).trim().min(1, notes.SAY_QUOTE).pipe(statement),
    persona: z.string(notes.CHOOSE_WHO),
    account: z.string().optional(),
    stage: z.enum(STAGES).optional(),
    group: z.enum(GROUPS).optional(),
  }),
  form: heardForm,
  async check({ values }, _pressed, ctx) {
    const { account } = values
    return account === undefined || (await findAccount(ctx.db, account))
      ? { verdict: 'take' }
      : { verdict: 'mend', errors: { account: notes.NO_SUCH_ACCOUNT } }
  },
  async run({ about, values }, pressed, ctx) {
    const { asker, request, at } = pressed
    const { quote, persona, stage, group } = values
    const library = await ctx.readLibrary()
    if (!asker.member || asker.outsider || !findEntry(library, 'persona', persona)) {
      const why = asker.member ? entryGone() : whoAreYou()
      return [{ to: 'asker', message: message([...why, ...youWrote([quote])]) }]
    }
    const note = fieldNote(request, {
      ...{ quote, persona, stage, group, link: about.link },
      inReplyTo: library.entries.get(about.entry ?? '')?.title,
      account: values.account === undefined ? undefined : await findAccount(ctx.db, values.account),
      team: asker.member.function && functionName(asker.member.function),
      day: at.toZonedDateTimeISO(ctx.zone).toPlainDate(),
    })
    await keepFieldNote(ctx.db, note, asker.member, ctx.now())
    const owner = hearerOf(library, persona)
    const kept = [
      ...notes.voiceKept(note, voiceNumber(library, note), owner, library),
      ...(await askedWho(values.account, persona, library, ctx)),
    ]
    return [
      ...(owner === undefined ? [] : [trayOf('voices', owner, at, ctx.zone)]),
      { to: 'asker', message: message(kept) },
    ]
  },
})

/** Whoever has just spoken with somebody unknown is asked whom they take them for. */
async function askedWho(
  account: string | undefined,
  persona: string,
  library: Library,
  ctx: Context,
): Promise<Block[]> {
  const known = account === undefined ? undefined : await isUnconfirmed(ctx.db, account)
  return account !== undefined && known?.unconfirmed
    ? whoWasIt({ id: account, name: known.name }, library, persona)
    : []
}

type Opening = {
  text?: string | undefined
  persona?: string | undefined
  stage?: string | undefined
  link?: string | undefined
  entry?: string | undefined
}

/** The form, with what can be guessed from the words: the account that they name, its persona or the one they name. */
export async function openHeard({ text, persona, stage, link, entry }: Opening, ctx: Context) {
  const library = await ctx.readLibrary()
  const account = text === undefined ? undefined : await accountNamedIn(ctx.db, text)
  return heard.open(
    { link, entry },
    {
      library,
      inReplyTo: library.entries.get(entry ?? ''),
      quote: text,
      persona: persona ?? account?.persona ?? guess(text ?? '', library),
      account: account && { text: account.name, value: account.id },
      stage,
    },
  )
}

/** A search has to find so much of the words to be worth a guess. */
const SURE = 0.6

/** The persona that the words name, or the one whose own words come nearest. */
function guess(text: string, library: Library): string | undefined {
  const [named] = personasIn(library, text).personas
  if (named) return named.slug
  const [hit] = library.index.search(text.slice(0, 300), { kind: 'persona', limit: 1 })
  const entry = hit && hit.coverage >= SURE ? library.entries.get(hit.id) : undefined
  return entry && isKind(entry, 'persona') ? entry.slug : undefined
}

/** Only people whom the knowledge base knows may add to it. */
export const mayAdd = ({ asker }: Pick<Pressed, 'asker'>): boolean =>
  asker.member !== undefined && !asker.outsider
