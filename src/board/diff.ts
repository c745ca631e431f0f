import { z } from 'zod'
import { claimText } from '#src/knowledge/claim.ts'
import { canonicalJson, withoutDefaults } from '#src/knowledge/digest.ts'
import type { Content } from '#src/knowledge/entry.ts'
import type { KindName } from '#src/knowledge/kinds.ts'
import { type AnyClaim, anyClaim, type Change, type ClaimChange } from './change.ts'
import { applyToClaims, idsIn } from './claim-lists.ts'
import { claimFieldNames, type Said, saidIn, sameValue, UNSAID } from './said.ts'

const claims = z.array(anyClaim)

/** Everything that makes one content of another: claims, their order, then fields; of a new entry, of nothing. */
export function diffContent(kind: KindName, before: Content | undefined, after: Content): Change[] {
  const [old, fresh] = [before ? saidIn(before) : UNSAID, saidIn(after)]
  const holding = claimFieldNames(kind)
  const changes = diffClaims(before?.body ?? {}, after.body)
  return [...changes, ...diffOrder(holding, old, fresh, changes), ...diffFields(holding, old, fresh)]
}

/** What became of each claim from one body to another: changed and removed in the old order, then what is new. */
export function diffClaims(before: object, after: object): ClaimChange[] {
  const [old, fresh] = [claimsById(before), claimsById(after)]
  const touched = [...old].flatMap(([id, { field, claim }]): ClaimChange[] => {
    const now = fresh.get(id)
    if (!now || now.field !== field) return [{ type: 'removed', field, before: claim }]
    return sameClaim(claim, now.claim) ? [] : [{ type: 'changed', field, before: claim, after: now.claim }]
  })
  const added = [...fresh].flatMap(([id, { field, claim }]): ClaimChange[] =>
    old.get(id)?.field === field ? [] : [{ type: 'added', field, after: claim }],
  )
  return [...touched, ...added]
}

/** Where claims stand in another order than the changes alone would leave them in. */
function diffOrder(holding: Set<string>, old: Said, fresh: Said, changes: ClaimChange[]): Change[] {
  const left = changes.reduce(applyToClaims, old)
  return [...holding].flatMap((field): Change[] => {
    const after = idsIn(fresh, field)
    return idsIn(left, field).join(' ') === after.join(' ')
      ? []
      : [{ type: 'moved', field, before: idsIn(old, field), after }]
  })
}

function diffFields(holding: Set<string>, old: Said, fresh: Said): Change[] {
  return [...new Set([...Object.keys(fresh), ...Object.keys(old)])]
    .filter((field) => !holding.has(field) && !sameValue(old[field], fresh[field]))
    .map((field) => ({ type: 'set', field, before: old[field], after: fresh[field] }))
}

/** Every claim of a body with the field that holds it, by its id, which is unique in an entry. */
export function claimsById(body: object): Map<string, { field: string; claim: AnyClaim }> {
  return new Map(
    Object.entries(body).flatMap(([field, value]) => {
      const read = claims.safeParse(value)
      return read.success ? read.data.map((claim) => [claim.id, { field, claim }] as const) : []
    }),
  )
}

/** Whether two claims say the same, whatever is left out because it is the default. */
export const sameClaim = (a: AnyClaim, b: AnyClaim): boolean =>
  canonicalJson(withoutDefaults(a)) === canonicalJson(withoutDefaults(b))

const said = z.object({
  text: z.string().optional(),
  ifNot: z.string().optional(),
  // biome-ignore lint/suspicious/noThenProperty: the file format names it so, and it never is a function.
  then: z.string().optional(),
  when: z.string().optional(),
  want: z.string().optional(),
  soThat: z.string().optional(),
})

/** What a claim says, as one sentence. */
export const textOf = (claim: AnyClaim): string => claimText(said.parse(claim))
