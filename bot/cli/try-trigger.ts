import { plainText } from '#bot/slack/plain-text.ts'
import { dryRun } from '#bot/views/alert-list.ts'
import type { TerminalCommand } from '#src/cli/command.ts'
import { UserError } from '#src/errors.ts'
import { sayFault } from '#src/knowledge/fault.ts'
import { findEntry } from '#src/knowledge/library.ts'
import { readTriggerFile } from '#src/triggers/read-trigger.ts'
import { makeRule, type TriggerRule } from '#src/triggers/rules.ts'
import { tryRule } from '#src/triggers/try-rule.ts'

/** `try-trigger FILE`: what a trigger would have fired, before anybody proposes it. */
export const tryTrigger: TerminalCommand = {
  name: 'try-trigger',
  asks: 'nothing',
  takes: 'FILE.yaml|NAME',
  does: 'tells what a trigger would have fired in the last 90 days, before it is proposed or as it stands',
  words: [1, 1],
  options: [],
  flags: [],
  async run({ words: [named = ''] }, { open, print }) {
    const ctx = await open()
    const library = await ctx.readLibrary()
    const entry = findEntry(library, 'trigger', named)
    const rule = entry ? makeRule(entry.body, entry) : await ruleIn(named)
    const tried = await tryRule(ctx.db, rule, { to: ctx.now(), zone: ctx.zone })
    print(plainText(dryRun(rule, tried, { ...ctx, library })))
  },
}

async function ruleIn(file: string): Promise<TriggerRule> {
  if (!/\.ya?ml$/.test(file))
    throw new UserError(`There is no trigger ${JSON.stringify(file)}; give its file, or its slug.`)
  const read = await readTriggerFile(file)
  if ('faults' in read) throw new UserError(read.faults.map(sayFault).join('\n'))
  return makeRule(read.body, { slug: file, version: 0, title: read.title })
}
