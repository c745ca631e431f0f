import { recordChange } from '#src/audit/record-change.ts'
import type { Database } from '#src/db/connect.ts'
import { digestOf } from '#src/knowledge/digest.ts'
import { demandOf } from '#src/members/actor.ts'
import type { Identified } from './identification.ts'

/** Whom somebody took an account for after a call; without a persona they couldn't tell. */
export type Guess = {
  account: string
  persona: string | undefined
  by: string
  function: string | undefined
}

/** Only the first two calls count. */
const LAST_CALL = 2

/** Whose word it is can't be read from it, and the same person's word on the same call is found again. */
const keyOf = (account: string, by: string, call: number): string => digestOf({ account, by, call })

/**
 * Keeps it as the word after the first call, or after the second where they said something on another day before.
 * Undefined where that was two calls ago: it counts no longer. Said again on the same day, the newer word counts. The
 * trail keeps that it was said of the account, and not by whom.
 */
export async function keepGuess(
  db: Database,
  { account, persona, by, function: of }: Guess,
  now: Temporal.Instant,
  zone: string,
): Promise<number | undefined> {
  const at = new Date(now.epochMilliseconds)
  const day = dayOf(at, zone)
  let kept: number | undefined
  await recordChange(db, now, async (tx) => {
    await demandOf(tx, by, 'guess-persona', { subject: `account/${account}` })
    const keys = Array.from({ length: LAST_CALL }, (_, index) => keyOf(account, by, index + 1))
    const rows = await tx.personaGuess.findMany({ where: { key: { in: keys } }, orderBy: { call: 'desc' } })
    const [last] = rows
    const call = last === undefined ? 1 : dayOf(last.at, zone) === day ? last.call : last.call + 1
    if (call > LAST_CALL) return undefined
    const newest = await tx.personaTag.aggregate({ _max: { id: true } })
    const said = { persona: persona ?? null, function: of ?? null, tagId: newest._max.id ?? 0n, at }
    const key = keyOf(account, by, call)
    await tx.personaGuess.upsert({
      where: { key },
      create: { key, accountId: account, call, ...said },
      update: said,
    })
    kept = call
    const payload = { call, persona: said.persona, function: said.function }
    return { actor: 'a colleague', action: 'persona guessed', subject: `account/${account}`, payload }
  })
  return kept
}

const dayOf = (at: Date, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone).toPlainDate().toString()

/** What says who an account is beyond a guess of ours: a colleague, the customer, or the CRM. */
const CONFIRMING = ['manual', 'self-selection', 'crm']

/**
 * Of accounts whose persona somebody has confirmed since the newest word of the first two calls, by that persona: how
 * many there are, and of how many that word was right. And how many wait to be confirmed.
 */
export async function readIdentified(db: Database): Promise<{ identified: Identified[]; waiting: number }> {
  const rows = await db.$queryRaw<{ persona: string | null; n: number; hits: number }[]>`
    WITH words AS (
      SELECT guess.account_id, guess.persona AS said, guess.at, guess.call, CASE WHEN EXISTS (
        SELECT 1 FROM persona_tags tag WHERE tag.subject = 'account' AND tag.subject_id = guess.account_id
          AND tag.until IS NULL AND tag.id > guess.tag_id AND tag.persona = accounts.persona
          AND tag.method = ANY(${CONFIRMING}::text[])) THEN accounts.persona END AS persona
      FROM persona_guesses guess JOIN accounts USING (account_id)
    ), checked AS (
      SELECT DISTINCT ON (account_id) said, persona FROM words
      ORDER BY account_id, persona IS NOT NULL DESC, at DESC, call DESC
    )
    SELECT persona, count(*)::int AS n, count(*) FILTER (WHERE said = persona)::int AS hits FROM checked GROUP BY persona`
  return {
    identified: rows.flatMap(({ persona, n, hits }) => (persona === null ? [] : [{ persona, n, hits }])),
    waiting: rows.find(({ persona }) => persona === null)?.n ?? 0,
  }
}

/** Whether it is worth asking who an account is: nobody but a rule has said so. Undefined where there is none. */
export async function isUnconfirmed(
  db: Database,
  account: string,
): Promise<{ name: string; unconfirmed: boolean } | undefined> {
  const known = await db.account.findUnique({
    where: { accountId: account },
    select: { name: true, persona: true },
  })
  if (!known) return undefined
  const tags = await db.personaTag.findMany({
    where: { subject: 'account', subjectId: account, until: null },
    select: { method: true },
  })
  // A persona without a tag is what a source said before anybody wrote down who says what.
  const bySource = known.persona !== null && tags.length === 0
  const unconfirmed = !bySource && !tags.some(({ method }) => CONFIRMING.includes(method))
  return { name: known.name, unconfirmed }
}
