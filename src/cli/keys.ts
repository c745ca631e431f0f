import { UsageError } from '#src/errors.ts'
import { slug } from '#src/knowledge/claim.ts'
import { addWriteKey, type KnownKey, revokeWriteKey, writeKeys } from '#src/signals/write-key-store.ts'
import { type TerminalCommand, usageOf } from './command.ts'

/** By which senders of events are let in. */
export const keys: TerminalCommand = {
  name: 'keys',
  asks: 'manage-keys',
  takes: '[add NAME | revoke NAME]',
  does: 'lists the write keys of those who send events, makes one or revokes one',
  words: [0, 2],
  async run({ words: [deed, name] }, { open, print }) {
    if (
      (deed !== undefined && deed !== 'add' && deed !== 'revoke') ||
      (deed === undefined) !== (name === undefined)
    )
      throw new UsageError(`Usage: ${usageOf(keys)}`)
    if (deed === undefined || name === undefined) return print(listed(await writeKeys((await open()).db)))
    if (!slug.safeParse(name).success)
      throw new UsageError(
        `A write key is called by small letters, digits and hyphens, such as product-app; not ${JSON.stringify(name)}.`,
      )
    const { db, now } = await open()
    const change = { by: 'operator', at: now() }
    if (deed === 'revoke') {
      const revoked = await revokeWriteKey(db, name, change)
      return print(revoked ? `${name} lets nobody in any more.` : `${name} was revoked before.`)
    }
    print(
      `${await addWriteKey(db, name, change)}\n\nThis is the write key ${name}. It is shown this once: only a digest of it is kept.`,
    )
  },
}

function listed(known: KnownKey[]): string {
  if (known.length === 0) return 'There is no write key yet: make one with keys add NAME.'
  return known
    .map(({ name, by, createdAt, revokedAt }) =>
      [name, `made ${dayOf(createdAt)} by ${by}`, ...(revokedAt ? [`revoked ${dayOf(revokedAt)}`] : [])].join(
        '  ',
      ),
    )
    .join('\n')
}

const dayOf = (date: Date): string => date.toISOString().slice(0, 10)
