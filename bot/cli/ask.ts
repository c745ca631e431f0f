import { dispatch } from '#bot/dispatch.ts'
import { plainText } from '#bot/slack/plain-text.ts'
import type { TerminalCommand } from '#src/cli/command.ts'
import { UserError } from '#src/errors.ts'
import type { Library } from '#src/knowledge/library.ts'
import type { Asker } from '#src/members/identity.ts'

/** `ask TEXT`: what `/persona TEXT` would answer, through the same dispatch, as text. */
export const ask: TerminalCommand = {
  name: 'ask',
  asks: 'nothing',
  takes: 'TEXT [--as HANDLE] [--json]',
  does: 'answers as /persona does',
  words: [0, Number.POSITIVE_INFINITY],
  options: ['as'],
  flags: ['json'],
  async run({ words, options, flags }, { open, print }) {
    const ctx = await open()
    const asker = askerNamed(options.as, await ctx.readLibrary())
    const incoming = {
      type: 'command',
      id: 'command/terminal',
      text: words.join(' '),
      origin: ORIGIN,
    } as const
    for (const each of await dispatch(incoming, asker, { ...NOWHERE, at: ctx.now() }, ctx)) {
      if (each.to === 'asker')
        print(flags.has('json') ? JSON.stringify(each.message, null, 2) : plainText(each.message.blocks))
    }
  },
}

const ORIGIN = {
  teamId: '',
  userId: '',
  channelId: undefined,
  threadTs: undefined,
  responseUrl: undefined,
  triggerId: undefined,
  direct: false,
}
const NOWHERE = {
  channels: {
    place: () => Promise.resolve({ state: 'closed' } as const),
    permalink: () => Promise.resolve(undefined),
  },
  office: { boardChannel: () => Promise.resolve(undefined) },
}

function askerNamed(handle: string | undefined, { members }: Library): Asker {
  const nobody: Asker = { teamId: '', userId: '', outsider: false, member: undefined }
  if (handle === undefined) return nobody
  const member = members.get(handle)
  if (!member)
    throw new UserError(
      `Nobody has the handle ${JSON.stringify(handle)}; people.yaml lists ${[...members.keys()].join(', ') || 'nobody'}.`,
    )
  return { ...nobody, member: { ...member, function: member.function } }
}
