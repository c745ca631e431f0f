import { type Block, type ButtonSpec, buttons, say, small } from '#bot/slack/blocks.ts'
import { bold, line } from '#bot/slack/text.ts'
import { entriesOf, type Library } from '#src/knowledge/library.ts'
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
    buttons(tries),
    small('Only you see an answer until you share it. Or type /persona and a question of your own.'),
  ]
}

/** A question, an objection and a playbook out of what is there. */
function thingsToTry(library: Library): ButtonSpec[] {
  const persona = entriesOf(library, 'persona').find(({ body }) => body.kind === 'primary')
  const objection = named(entriesOf(library, 'objection'), 'too-expensive')
  const playbook = named(entriesOf(library, 'playbook'), 'first-call')
  const name = persona && shortName(library, persona.slug)
  return [
    ...(name ? [press(`What is ${name} afraid of?`, `what is ${name} afraid of?`)] : []),
    ...(objection ? [press(`Answer “${objection.title}”`, `objection ${objection.slug}`)] : []),
    ...(playbook ? [press(`Open “${playbook.title}”`, `playbook ${playbook.slug}`)] : []),
  ]
}

const named = <T extends { slug: string }>(entries: T[], slug: string): T | undefined =>
  entries.find((entry) => entry.slug === slug) ?? entries[0]

const press = (text: string, ask: string): ButtonSpec => ({ text, action: 'ask', value: { text: ask } })
