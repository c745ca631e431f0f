import { z } from 'zod'
import { claimText } from '#src/knowledge/claim.ts'
import { canonicalJson, withoutDefaults } from '#src/knowledge/digest.ts'
import { type AnyClaim, anyClaim, type Change } from './proposal.ts'

const claims = z.array(anyClaim)

/** What became of each claim from one body to another: changed and removed in the old order, then what is new. */
export function diffClaims(before: object, after: object): Change[] {
  const [old, fresh] = [claimsById(before), claimsById(after)]
  const touched = [...old].flatMap(([id, { field, claim }]): Change[] => {
    const now = fresh.get(id)
    if (!now || now.field !== field) return [{ type: 'removed', field, before: claim }]
    return sameClaim(claim, now.claim) ? [] : [{ type: 'changed', field, before: claim, after: now.claim }]
  })
  const added = [...fresh].flatMap(([id, { field, claim }]): Change[] =>
    old.get(id)?.field === field ? [] : [{ type: 'added', field, after: claim }],
  )
  return [...touched, ...added]
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
