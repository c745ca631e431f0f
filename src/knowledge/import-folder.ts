import { appendAudit } from '#src/audit/store.ts'
import { supersede } from '#src/board/supersede.ts'
import type { Database, Transaction } from '#src/db/connect.ts'
import { UserError } from '#src/errors.ts'
import type { KnownEvidence } from '#src/evidence/evidence.ts'
import { evidenceSince, writeEvidence } from '#src/evidence/store.ts'
import { checkExperiments } from '#src/experiments/check-experiments.ts'
import { checkKpis } from '#src/kpis/check-kpis.ts'
import { demandOf } from '#src/members/actor.ts'
import { keepAnAdmin } from '#src/members/change-person.ts'
import type { KnownMember } from '#src/members/member.ts'
import { membersSince, writeMembers } from '#src/members/store.ts'
import { checkPersonas } from '#src/personas/check-personas.ts'
import { checkFolder, type Known } from './check-folder.ts'
import { digestOf } from './digest.ts'
import { type Entry, entryKey } from './entry.ts'
import { sayFault } from './fault.ts'
import { faultsOverData } from './faults-over-data.ts'
import { hasChanges, type Imported, type Plan, type Planned, planImport, verifiedAt } from './plan-import.ts'
import { type Folder, readFolder } from './read-folder.ts'
import { advanceSequence, lockSequence } from './sequence.ts'
import { entriesSince, markVerified, type NewVersion, writeVersions } from './store.ts'

export type ImportOptions = {
  /** Apply changes to a knowledge base that is in use, past the board. */
  direct: boolean
  now: Temporal.Instant
  /** The team's zone, in which a day of verification is meant. */
  zone: string
  /** Who imports, for the audit trail. */
  actor: string
  /** What becomes of changes to a knowledge base in use that are not applied at once; without it they are refused. */
  decide?: ((tx: Transaction, folder: Undecided) => Promise<void>) | undefined
  /** The SQL of its KPIs comes with the program, whose tests have tried it: the database need not try it again. */
  sqlIsTried?: boolean
  /** Changes what was read before anything is compared with it. */
  adapt?: (folder: Folder) => Folder
}

/** A folder that is right, and that somebody has to decide on: what it would change of which entries. */
export type Undecided = { plan: Plan; entries: Entry[]; sequence: bigint }

/**
 * Imports a knowledge folder in one transaction: all of it or, with a UserError that lists every fault, nothing.
 * Into an empty knowledge base, or directly, it is live; into one in use only where its actor may.
 */
export async function importFolder(
  db: Database,
  directory: string,
  options: ImportOptions,
): Promise<Imported> {
  const { folder: read, faults } = await readFolder(directory)
  const folder = options.adapt?.(read) ?? read
  return await db.$transaction(
    async (tx) => {
      const sequence = await lockSequence(tx)
      const entries = await entriesSince(tx, -1n)
      const evidence = await evidenceSince(tx, -1n)
      const members = await membersSince(tx, -1n)
      const overData = await faultsOverData(tx, changedIn(folder, entries))
      const people = [...members, ...folder.people.members]
      const all = [
        ...faults,
        ...checkFolder(folder, knownFrom(entries, evidence, members)),
        ...checkPersonas(folder, { entries, evidence }),
        ...overData,
        ...(await checkExperiments(tx, folder.entries, entries)),
        ...(options.sqlIsTried ? [] : await checkKpis(tx, folder.entries, { before: entries, people })),
      ]
      refuseFaults(directory, all.map(sayFault))
      const plan = await planImport(tx, folder, options.zone)
      if (isUndecided(plan, options)) {
        if (!options.decide) throw refusal(plan)
        await options.decide(tx, { plan, entries, sequence })
        return plan.imported
      }
      if (!hasChanges(plan)) return plan.imported
      // Evidence anybody may bring; who decides what, and what the board decided, only an admin sets past the board.
      if (!plan.wasEmpty && plan.entries.length + plan.members.length > 0)
        await demandOf(tx, options.actor, 'import', { subject: 'knowledge' })
      const before = await membersSince(tx, -1n)
      keepAnAdmin(
        before.map((each) => plan.members.find(({ handle }) => handle === each.handle) ?? each),
        before,
      )
      const at = new Date(options.now.epochMilliseconds)
      await writeMembers(tx, plan.members, sequence)
      await writeEvidence(tx, plan.evidence, { sequence, at })
      const memberIds = new Map((await membersSince(tx, -1n)).map(({ handle, id }) => [handle, id]))
      const versions = plan.entries.map((entry) => newVersion(entry, memberIds, options.zone))
      await writeVersions(tx, versions, {
        sequence,
        at,
        reason: 'import',
        authorId: memberIds.get(options.actor),
      })
      await markVerified(tx, plan.verified, sequence)
      await supersede(tx, versions, options.actor, options.now)
      await advanceSequence(tx, sequence)
      await appendAudit(tx, {
        actor: options.actor,
        action: 'import',
        subject: 'knowledge',
        payload: plan.imported,
        at,
      })
      return plan.imported
    },
    { timeout: 120_000, maxWait: 30_000 },
  )
}

function refuseFaults(directory: string, faults: string[]): void {
  if (faults.length === 0) return
  const count = faults.length === 1 ? 'one mistake' : `${faults.length} mistakes`
  throw new UserError(`Nothing was imported from ${directory}, because of ${count}:\n${faults.join('\n')}`)
}

const isUndecided = ({ wasEmpty, entries }: Plan, { direct }: ImportOptions): boolean =>
  !wasEmpty && !direct && entries.length > 0

function refusal(plan: Plan): UserError {
  const changes = [...plan.imported.created, ...plan.imported.changed]
  const some =
    changes.slice(0, 5).join(', ') + (changes.length > 5 ? ` … and ${changes.length - 5} more` : '')
  return new UserError(
    `Nothing was imported: this knowledge base is in use, and the folder would change ${some}. ` +
      'Say who proposes it, with --as HANDLE, and it goes before the board; an admin can apply it at once with --direct.',
  )
}

/** The entries of a folder that say something else than those that are there. */
function changedIn(folder: Folder, entries: Entry[]): Folder['entries'] {
  const there = new Map(entries.map((entry) => [entryKey(entry), digestOf(entry.body)]))
  return folder.entries.filter((each) => there.get(entryKey(each)) !== digestOf(each.content.body))
}

function knownFrom(entries: Entry[], evidence: KnownEvidence[], members: KnownMember[]): Known {
  const personas = entries.filter(({ kind }) => kind === 'persona')
  return {
    members,
    evidence: new Set(evidence.map(({ slug }) => slug)),
    entries: new Set(entries.map(({ kind, slug }) => `${kind}/${slug}`)),
    personaNames: new Map(
      personas.flatMap(({ names, slug }: Entry) => names.map((name) => [name.toLowerCase(), slug])),
    ),
  }
}

function newVersion(
  { entry, id, version }: Planned,
  memberIds: Map<string, string>,
  zone: string,
): NewVersion {
  const { owner, verifier } = entry.content
  const { kind, slug, content } = entry
  return {
    id,
    kind,
    slug,
    version,
    content,
    ownerId: owner && memberIds.get(owner),
    verifierId: verifier && memberIds.get(verifier),
    verifiedAt: verifiedAt(entry, zone),
  }
}
