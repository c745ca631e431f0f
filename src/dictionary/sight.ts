import { entriesOf, type Library } from '#src/knowledge/library.ts'
import { FUNCTIONS, type KnownMember } from '#src/members/member.ts'

/** Who looks: a person, the operator at their terminal, or everybody who is in a channel. */
export type Viewer = Pick<KnownMember, 'function' | 'roles'> | 'operator' | 'everybody'

/** Columns that somebody may not see, as table.column, each with what the data dictionary calls it and who sees it. */
export type Hidden = ReadonlyMap<string, { title: string; seenBy: readonly string[] }>

/** What the data dictionary keeps from somebody. Of what it doesn't say everybody sees everything. */
export function hiddenFrom(viewer: Viewer, library: Library): Hidden {
  const theirs = groupsOf(viewer)
  const fields = entriesOf(library, 'field').filter(
    ({ status, body }) => status === 'active' && !body.seenBy.some((each) => theirs.has(each)),
  )
  return new Map(fields.map(({ title, body }) => [body.field, { title, seenBy: body.seenBy }]))
}

/** What the dictionary may call them; nothing is kept from whoever holds the database. */
function groupsOf(viewer: Viewer): ReadonlySet<string> {
  if (viewer === 'everybody') return new Set(['everybody'])
  if (viewer === 'operator') return new Set(['everybody', 'board', 'operator', ...FUNCTIONS])
  const { roles } = viewer
  return new Set([
    'everybody',
    ...(viewer.function ? [viewer.function] : []),
    ...(roles.includes('board') ? ['board'] : []),
    ...(roles.includes('admin') ? ['operator'] : []),
  ])
}

/** Whoever is known by this handle; whom nobody knows sees what everybody does. */
export function viewerOf(handle: string | undefined, library: Library): Viewer {
  if (handle === 'operator') return 'operator'
  return (handle === undefined ? undefined : library.members.get(handle)) ?? 'everybody'
}
