import { randomUUID } from 'node:crypto'
import type { Database, Transaction } from '#src/db/connect.ts'
import { UserError } from '#src/errors.ts'
import { entryKey } from '#src/knowledge/entry.ts'
import { type ImportOptions, importFolder, type Undecided } from '#src/knowledge/import-folder.ts'
import { type Imported, type Planned, verifiedAt } from '#src/knowledge/plan-import.ts'
import { membersSince } from '#src/members/store.ts'
import type { PartChange } from './change.ts'
import { type OpenOutcome, openWithin } from './open-proposal.ts'
import { changedEntry, newEntry } from './parts.ts'
import type { Carried, Proposal } from './proposal.ts'

export type FolderProposal = {
  /** Handle of the one in whose name it is proposed. */
  by: string
  rationale: string
  /** The board's; undefined where it has none yet. */
  channelId: string | undefined
}

/**
 * Brings a folder before the board as one proposal, all of it or, with a UserError, nothing. Where there is nothing to
 * decide, because there is no entry yet or none would change, it is imported; then no proposal comes back.
 */
export async function proposeFolder(
  db: Database,
  directory: string,
  options: Omit<ImportOptions, 'direct' | 'decide'>,
  wanted: FolderProposal,
): Promise<{ imported: Imported; proposal: Proposal | undefined }> {
  let proposal: Proposal | undefined
  const imported = await importFolder(db, directory, {
    ...options,
    direct: false,
    decide: async (tx, folder) => {
      proposal = await open(tx, folder, options, wanted)
    },
  })
  return { imported, proposal }
}

async function open(
  tx: Transaction,
  { plan, entries, sequence }: Undecided,
  { now, zone }: Pick<ImportOptions, 'now' | 'zone'>,
  { by, rationale, channelId }: FolderProposal,
): Promise<Proposal> {
  if (channelId === undefined) throw new UserError(NO_CHANNEL)
  const members = await membersSince(tx, -1n)
  const proposer = members.find(({ handle }) => handle === by)
  if (!proposer)
    throw new UserError(
      `Nobody has the handle ${JSON.stringify(by)}; --as takes one of ${members.map(({ handle }) => handle).join(', ')}.`,
    )
  const before = new Map(entries.map((entry) => [entryKey(entry), entry]))
  const keys = new Map(entries.map((entry) => [entry.id, { kind: entry.kind, slug: entry.slug }]))
  const known = new Set(members.map(({ handle }) => handle))
  const carried: Carried = {
    people: plan.members.flatMap(({ id: _, leftAt: __, ...member }) =>
      known.has(member.handle) ? [] : [member],
    ),
    evidence: plan.evidence.map(({ slug, ...said }) => ({ slug, said })),
    verified: [
      ...plan.verified.flatMap(({ id, at }) => {
        const key = keys.get(id)
        return key ? [{ ...key, at: at.toISOString() }] : []
      }),
      ...plan.entries.flatMap(({ entry: { kind, slug, ...entry } }) => {
        const at = verifiedAt({ kind, slug, ...entry }, zone)
        return at ? [{ kind, slug, at: at.toISOString() }] : []
      }),
    ],
  }
  const parts = plan.entries.map(({ entry }): PartChange => partFor(entry, before.get(entryKey(entry))))
  const asked = { parts, rationale, carried, source: `import/${randomUUID()}`, proposer }
  return opened(await openWithin(tx, asked, { channelId, zone }, { sequence, now }))
}

const NO_CHANNEL =
  'Nothing was proposed: the board has no channel yet. Set BOARD_CHANNEL to the id of one that the bot is in, start it once, and import again.'

const partFor = (file: Planned['entry'], before: Undecided['entries'][number] | undefined): PartChange =>
  before ? changedEntry(before, file.content) : newEntry(file)

/** The proposal; where it can't be opened, a sentence that says why. */
function opened(outcome: OpenOutcome): Proposal {
  switch (outcome.outcome) {
    case 'open':
      return outcome.proposal
    case 'taken':
      throw new UserError(
        `Nothing was proposed: proposal #${outcome.by.id} by ${outcome.by.proposer.name} is open on the same statements, fields or names. It comes first; once it is decided, import the folder again.`,
      )
    case 'refused':
      throw new UserError(`Nothing was proposed:\n${outcome.faults.join('\n')}`)
    case 'no board':
      throw new UserError(
        'Nothing was proposed: the board lacks members from three functions, so nothing could be approved.',
      )
    default:
      throw new UserError(
        'Nothing was proposed: the knowledge base changed meanwhile. Import the folder again.',
      )
  }
}
