import { basename, resolve } from 'node:path'
import { countParts } from '#src/board/parts.ts'
import type { Proposal } from '#src/board/proposal.ts'
import { proposeFolder } from '#src/board/propose-folder.ts'
import type { Context } from '#src/context.ts'
import { importFolder } from '#src/knowledge/import-folder.ts'
import type { Imported } from '#src/knowledge/plan-import.ts'
import { sayWarning, warningsOf } from '#src/personas/warnings.ts'
import { readSetting } from '#src/settings/store.ts'
import type { TerminalCommand, Typed } from './command.ts'

export const importCommand: TerminalCommand = {
  name: 'import',
  asks: 'import',
  takes: 'DIR [--as HANDLE [--why TEXT]] [--direct]',
  does: 'imports a knowledge folder; into one in use as one proposal',
  words: [1, 1],
  options: ['as', 'why'],
  flags: ['direct'],
  async run({ words: [directory = ''], options, flags }, { open, print, remark }) {
    const context = await open()
    const { db, now, zone, readLibrary } = context
    const asked = { now: now(), zone, actor: options.as ?? 'operator' }
    const done =
      flags.has('direct') || options.as === undefined
        ? { imported: await importFolder(db, directory, { ...asked, direct: flags.has('direct') }) }
        : await propose(directory, { ...options, as: options.as }, context)
    const proposal = 'proposal' in done ? done.proposal : undefined
    print(proposal ? sayProposed(proposal) : sayImported(done.imported))
    if (proposal) return
    for (const kept of done.imported.kept ?? [])
      remark(
        `${kept}: function and roles stay as they were set with /persona board; people.yaml says something else. Change them there, or take over what an export says.`,
      )
    for (const warning of warningsOf(await readLibrary()))
      remark(`Worth a look: ${sayWarning(warning, (slug) => slug)}`)
  },
}

async function propose(directory: string, options: Typed['options'] & { as: string }, context: Context) {
  const { db, zone } = context
  const now = context.now()
  const channelId = await readSetting(db, 'board-channel')
  const rationale = options.why?.trim() || `Import of the folder ${basename(resolve(directory))}`
  const wanted = { by: options.as, rationale, channelId }
  return await proposeFolder(db, directory, { now, zone, actor: options.as }, wanted)
}

function sayProposed({ id, parts, carried, deadline }: Proposal): string {
  const counts = countParts(parts)
  const what = Object.entries(counts).flatMap(([each, count]) => (count > 0 ? [`${count} ${each}`] : []))
  const [evidence, people] = [carried?.evidence.length ?? 0, carried?.people.length ?? 0]
  const brings = [
    ...(evidence > 0 ? [evidence === 1 ? 'a piece of evidence' : `${evidence} pieces of evidence`] : []),
    ...(people > 0 ? [people === 1 ? 'a person' : `${people} people`] : []),
  ]
  const beside = brings.length === 0 ? '' : `, with ${brings.join(' and ')}`
  const until = deadline.toString().slice(0, 10)
  return `Proposed as #${id}: ${what.join(', ')}${beside}. It is decided by ${until}; nothing is live before that.`
}

function sayImported({ created, changed, unchanged, evidence, people }: Imported): string {
  if (created.length + changed.length + evidence.length + people.length === 0) {
    return `Nothing changed: all ${unchanged} entries are as in the folder.`
  }
  return `Imported: ${created.length} new entries, ${changed.length} changed, ${unchanged} unchanged; ${evidence.length} pieces of evidence and ${people.length} people new or changed.`
}
