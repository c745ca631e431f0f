const keyOf = (name: string): string => name.trim().toLowerCase()

/** The names that an entry has had and no longer has, oldest first; one that comes back is no former one. */
export function formerNames(before: { names: string[]; formerNames: string[] }, now: string[]): string[] {
  const kept = new Set(now.map(keyOf))
  return [...before.formerNames, ...before.names].filter((name) => {
    const key = keyOf(name)
    const isNew = !kept.has(key)
    kept.add(key)
    return isNew
  })
}
