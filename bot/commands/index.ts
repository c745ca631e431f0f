import { help as helpView } from '#bot/views/listing.ts'
import type { Asking, Command, Found } from './command.ts'
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
  const words = text.trim()
  const [first = '', ...rest] = words.split(/\s+/)
  const byVerb = [...COMMANDS, help].find(({ verbs }) => verbs.includes(first.toLowerCase()))
  const command = byVerb ?? (words === '' ? persona : question)
  return { ...command.run(byVerb ? rest.join(' ') : words, asking), command: command.name }
}
