import { tagged as say } from '#bot/actions/tagged.ts'
import type { Block } from '#bot/slack/blocks.ts'
import { whoAreYou } from '#bot/views/proposal-notes.ts'
import { chooseBlocks, howToTag, nobodyCalledSo, whichOne } from '#bot/views/tag-notes.ts'
import { type SubjectName, subjectsMeant } from '#src/accounts/find-subject.ts'
import type { Context } from '#src/context.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import type { Library } from '#src/knowledge/library.ts'
import type { Asker } from '#src/members/identity.ts'
import { personasIn } from '#src/personas/find-persona.ts'
import type { Asked } from './asked.ts'
import type { Command } from './command.ts'
import { MOST_MEANT } from './who.ts'

/** `/persona tag northwind freight carla`: says which persona an account is. */
export const tag: Command = {
  name: 'tag',
  does: 'say who they are',
  examples: ['tag northwind freight carla', 'tag northwind freight'],
  verbs: ['tag'],
  takesText: true,
  run(asked, { library, asker }) {
    const { persona, account } = readTag(asked, library)
    if (account === '') return { found: 'overview', blocks: howToTag(), next: [] }
    return { found: 'records', next: [], read: (ctx) => tagNamed({ persona, account }, asker, ctx) }
  },
}

type Wanted = { persona: Entry<'persona'> | undefined; account: string }

/** A persona has up to so many words in its name. */
const LONGEST_NAME = 4

/** The persona comes last; an account's own name may have a persona's in it. */
function readTag({ words, personas, rest }: Asked, library: Library): Wanted {
  const list = words.split(/\s+/)
  for (let length = 1; length <= Math.min(LONGEST_NAME, list.length - 1); length++) {
    const tail = personasIn(library, list.slice(-length).join(' '))
    const [persona, ...others] = tail.personas
    if (persona && others.length === 0 && tail.rest.trim() === '')
      return { persona, account: list.slice(0, -length).join(' ') }
  }
  const [first, ...more] = personas
  return first && more.length === 0
    ? { persona: first, account: rest }
    : { persona: undefined, account: words }
}

async function tagNamed(
  { persona, account }: Wanted,
  { member }: Pick<Asker, 'member'>,
  ctx: Context,
): Promise<Block[]> {
  if (!member) return whoAreYou()
  const meant = await subjectsMeant(ctx.db, account, MOST_MEANT)
  const [only, ...others] = meant
  if (!only) return nobodyCalledSo(account)
  if (others.length > 0)
    return whichOne(
      account,
      meant.map((each) => choice(each, persona)),
    )
  if (!persona) return chooseBlocks(only.name, only, await ctx.readLibrary(), false)
  return await say({ ...only, persona: persona.slug }, member.handle, ctx)
}

const choice = ({ subject, id, name }: SubjectName, persona: Entry<'persona'> | undefined) => ({
  name,
  specs: persona
    ? { text: name, action: 'tag', value: { subject, id, persona: persona.slug } }
    : { text: name, action: 'tag-choose', value: { subject, id } },
})
