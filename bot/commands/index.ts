import { help as helpView } from '#bot/views/listing.ts'
import { readAsked } from './asked.ts'
import type { Asking, Command, Found } from './command.ts'
import { meantBy } from './grammar.ts'
import { objection } from './objection.ts'
import { persona } from './persona.ts'
import { playbook } from './playbook.ts'
import { profile } from './profile.ts'
import { question } from './question.ts'

/** Every subcommand of `/persona`. Dispatch, help and the test of the examples read this list. */
export const COMMANDS: Command[] = [persona, objection, playbook, profile, question]

const help: Command = {
  name: 'help',
  does: 'this list',
  examples: ['help'],
  verbs: ['help', '?'],
  run: () => ({
    found: 'overview',
    blocks: helpView([...COMMANDS, help]),
    next: [{ text: 'All personas', ask: 'list' }],
  }),
}

/** Words in, what they ask for out. No words: all personas. */
export function interpret(text: string, asking: Asking): Found & { command: string } {
  const meant = meantBy(text, [...COMMANDS, help])
  const command = meant.command ?? (meant.words === '' ? persona : question)
  return { ...command.run(readAsked(meant.words, asking.library, meant.verb), asking), command: command.name }
}
