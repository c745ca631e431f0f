import { type Block, buttons, say, small } from '#bot/slack/blocks.ts'
import { clip, LIMITS } from '#bot/slack/limits.ts'
import type { Prompt } from '#bot/slack/outgoing.ts'
import { bold, line } from '#bot/slack/text.ts'
import { entriesOf, type Library } from '#src/knowledge/library.ts'
import type { TeamFunction } from '#src/members/member.ts'
import { shortName } from './names.ts'
import { emptyKnowledge } from './sentences.ts'

/** The first thing somebody reads who tries Dramatis: what it is, and three things to press. */
export function welcome(library: Library): Block[] {
  const tries = thingsToTry(library)
  if (tries.length === 0) return emptyKnowledge()
  return [
    say(
      line(bold("Hi, I'm Dramatis."), ' I keep your customer personas, and answer right where you talk.'),
      line('Press one to see:'),
    ),
    buttons(tries.map(({ text, ask }) => ({ text, action: 'ask', value: { text: ask } }))),
    small('Only you see an answer until you share it. Or type /persona and a question of your own.'),
  ]
}

/** Something to ask: as one reads it, and as one would type it. */
export type Try = { text: string; ask: string }

/** A question, an objection and a playbook out of what is there; the playbook of a function, where one is given. */
export function thingsToTry(library: Library, team?: TeamFunction | undefined): Try[] {
  const persona = entriesOf(library, 'persona').find(({ body }) => body.kind === 'primary')
  const objection = named(entriesOf(library, 'objection'), 'too-expensive')
  const playbooks = entriesOf(library, 'playbook')
  const ours = playbooks.filter(({ body }) => body.function === team)
  const playbook = named(ours.length > 0 ? ours : playbooks, 'first-call')
  const name = persona && shortName(library, persona.slug)
  return [
    ...(name ? [{ text: `What is ${name} afraid of?`, ask: `what is ${name} afraid of?` }] : []),
    ...(objection ? [{ text: `Answer “${objection.title}”`, ask: `objection ${objection.title}` }] : []),
    ...(playbook
      ? [{ text: `Open “${playbook.title}”`, ask: `playbook ${playbook.body.function} ${playbook.title}` }]
      : []),
  ]
}

const named = <T extends { slug: string }>(entries: T[], slug: string): T | undefined =>
  entries.find((entry) => entry.slug === slug) ?? entries[0]

/** Over the prompts of the messages tab. */
export const PROMPTS_TITLE = 'Ask me, for example'

/** The same as prompts, and after them the way to everything else. */
export const promptsOf = (tries: Try[]): Prompt[] =>
  tries.length === 0
    ? []
    : [...tries, { text: 'Show all personas', ask: 'show all personas' }].map(({ text, ask }) => ({
        title: clip(text, LIMITS.buttonText),
        message: ask,
      }))
