import { createHash } from 'node:crypto'

/** JSON with sorted keys and without undefined values: equal content gives equal text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    isGroup(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  )
}

/**
 * SHA-256 of the canonical JSON of what is really said, 64 hexadecimal characters. What a schema fills in by
 * itself is left out, so that a kind may gain an optional field without every entry seeming changed.
 */
export const digestOf = (value: unknown): string =>
  createHash('sha256')
    .update(canonicalJson(withoutDefaults(value)))
    .digest('hex')

/** The same value without empty lists and groups and without the default audience, as files are written. */
export function withoutDefaults(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutDefaults)
  if (!isGroup(value)) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => {
      const kept = withoutDefaults(inner)
      return isEmpty(kept) || (key === 'audience' && kept === 'internal') ? [] : [[key, kept]]
    }),
  )
}

const isGroup = (value: unknown): value is object =>
  value !== null && typeof value === 'object' && !Array.isArray(value)

const isEmpty = (value: unknown): boolean =>
  value === undefined || (typeof value === 'object' && value !== null && Object.keys(value).length === 0)
