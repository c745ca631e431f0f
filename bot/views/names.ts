import type { Library } from '#src/knowledge/library.ts'

/** What people call a persona in a sentence: "Carla" of "Carla · Operations Lead". */
export function shortName(library: Library, slug: string): string {
  const title = library.entries.get(`persona/${slug}`)?.title ?? slug
  return title.split(/ [·—–|] |, /)[0] ?? title
}

/** The name of a person by their handle. */
export const personName = (library: Library, handle: string | undefined): string | undefined =>
  handle === undefined ? undefined : (library.members.get(handle)?.name ?? handle)

const FUNCTION_NAMES: Record<string, string> = { data: 'Data/BI', 'customer-success': 'Customer success' }

/** "Sales", "Data/BI" */
export const functionName = (name: string): string =>
  FUNCTION_NAMES[name] ?? name.charAt(0).toUpperCase() + name.slice(1)

/** A key as people read it: "win loss", "CRM", "high CLV". */
export const keyInWords = (key: string): string =>
  key.replaceAll('-', ' ').replaceAll(/\b(?:crm|clv|nps)\b/g, (word) => word.toUpperCase())
