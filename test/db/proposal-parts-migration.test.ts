import { expect, test } from 'vitest'
import { readProposal } from '#src/board/store.ts'
import { MIGRATIONS, readMigrations } from '#src/db/migrations.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'

const CHANGES = [
  {
    type: 'changed',
    field: 'fears',
    before: { id: 'f1', text: 'A', cites: [] },
    after: { id: 'f1', text: 'B', cites: [] },
  },
]

onEveryEngine((engine) => {
  const database = useDatabase(engine)

  test('proposals of before are carried over with their texts, votes and what they hold', async () => {
    const { db } = database
    await db.$executeRawUnsafe('DROP SCHEMA public CASCADE; CREATE SCHEMA public')
    for (const { name, sql } of await readMigrations(MIGRATIONS)) {
      if (name.endsWith('proposal_parts')) await fillIn()
      await db.$executeRawUnsafe(sql)
    }
    expect(await readProposal(db, 1)).toMatchObject({
      parts: [{ kind: 'persona', slug: 'ollie', baseVersion: 2, title: 'Ollie', changes: CHANGES }],
      unconfirmed: [{ handle: 'mina', votedOn: { parts: [{ slug: 'ollie', baseVersion: 2 }] } }],
      outcome: { state: 'open' },
    })
    expect(await db.openClaim.findMany()).toEqual([
      { kind: 'persona', slug: 'ollie', held: 'claim:f1', proposalId: 1 },
    ])
  })

  async function fillIn() {
    const changes = JSON.stringify(CHANGES)
    const { db } = database
    const id = '00000000-0000-4000-8000-000000000001'
    await db.$executeRawUnsafe(`
      INSERT INTO members (id, handle, name, roles, sequence) VALUES ('${id}', 'mina', 'Mina', '{}', 1)`)
    await db.$executeRawUnsafe(`
      INSERT INTO entries (id, kind, slug, title, status, body, deputies, version, digest, sequence, updated_at)
      VALUES ('${id}', 'persona', 'ollie', 'Ollie', 'active', '{}', '{}', 2, 'd', 1, now())`)
    await db.$executeRawUnsafe(`
      INSERT INTO proposals (source, entry_id, base_version, changes, rationale, proposer_id, revision, channel_id, deadline,
        opened_at, stepped_at)
      VALUES ('s', '${id}', 2, '${changes}', 'Why', '${id}', 2, 'C1', now() + interval '1 day', now(), now())`)
    await db.$executeRawUnsafe(`
      INSERT INTO earlier_texts (proposal_id, revision, meaning, changes, rationale) VALUES (1, 1, 1, '${changes}', 'Why')`)
    await db.$executeRawUnsafe(
      `INSERT INTO open_claims (entry_id, claim_id, proposal_id) VALUES ('${id}', 'f1', 1)`,
    )
    await db.$executeRawUnsafe(`
      INSERT INTO votes (proposal_id, member_id, revision, choice, function, at)
      VALUES (1, '${id}', 1, 'approve', 'sales', now())`)
  }
})
