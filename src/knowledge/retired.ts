import { nameKey } from '#src/personas/persona-names.ts'
import type { Entry } from './entry.ts'
import type { Library } from './library.ts'

/** What is retired and goes by exactly this name: no question is answered from it, but by name it is found. */
export function retiredNamed(
  { entries }: Pick<Library, 'entries'>,
  name: string,
  kind?: string,
): Entry | undefined {
  const key = nameKey(name)
  if (key === '') return undefined
  return [...entries.values()].find(
    (entry) =>
      entry.status === 'retired' &&
      (kind === undefined || entry.kind === kind) &&
      [...entry.names, ...entry.formerNames].some((each) => nameKey(each) === key),
  )
}
