import { canonicalJson, withoutDefaults } from '#src/knowledge/digest.ts'
import type { Content } from '#src/knowledge/entry.ts'
import { expectationOf, sayPath } from '#src/knowledge/fault.ts'
import { KINDS, type KindName } from '#src/knowledge/kinds.ts'
import { claimFields } from './claim-fields.ts'

/** All that an entry says, by field: those of every entry and those of its kind, as its file has them. */
export type Said = Record<string, unknown>

export function saidIn({ title, status, owner, verifier, deputies, verifyEvery, body }: Content): Said {
  return { title, status, owner, verifier, deputies, verifyEvery, ...body }
}

/** What a new entry says before anybody has said anything. */
export const UNSAID: Said = { verifyEvery: 'P180D' }

/** The fields of a kind that hold claims. */
export const claimFieldNames = (kind: KindName): Set<string> =>
  new Set(claimFields(kind).map(({ field }) => field))

/** The content of what an entry is to say, or what its kind expects instead and where. */
export function contentOf(
  kind: KindName,
  said: Said,
): { content: Content } | { invalid: string; path: string } {
  const read = KINDS[kind].file.safeParse(said, { reportInput: true })
  if (!read.success) {
    const [issue] = read.error.issues
    const known = () => Object.keys(KINDS[kind].file.shape)
    return {
      invalid: issue ? expectationOf(issue, known) : 'another value',
      path: sayPath(issue?.path ?? []),
    }
  }
  const { title, status, owner, verifier, deputies, verifyEvery, verifiedAt: _, ...rest } = read.data
  const { body } = KINDS[kind].read(rest)
  return { content: { title, status, owner, verifier, deputies, verifyEvery, body } }
}

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  (typeof value === 'object' && Object.keys(withoutDefaults(value) as object).length === 0)

/** Whether two values say the same, whatever is left out because it is the default. */
export const sameValue = (a: unknown, b: unknown): boolean =>
  (isEmpty(a) && isEmpty(b)) ||
  canonicalJson({ value: withoutDefaults(a) }) === canonicalJson({ value: withoutDefaults(b) })
