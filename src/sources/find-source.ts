import type { Context } from '#src/context.ts'
import { UserError } from '#src/errors.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { entriesOf, type Library } from '#src/knowledge/library.ts'

export type Source = Entry<'source'>

/** The source of this slug or title. Throws a UserError that lists those that there are. */
export function sourceNamed(library: Library, typed: string): Source {
  const wanted = typed.trim().toLowerCase()
  const all = entriesOf(library, 'source')
  const found = all.find(({ slug, title }) => slug === wanted || title.toLowerCase() === wanted)
  if (found) return found
  const there = all.map(({ slug }) => slug).join(', ')
  throw new UserError(
    there === ''
      ? `There is no source ${JSON.stringify(typed)}, nor any other: they are files in the folder sources of the knowledge.`
      : `There is no source ${JSON.stringify(typed)}; there are ${there}.`,
  )
}

/** As the environment calls a connection. */
export const variableOf = (connection: string): string =>
  `SOURCE_${connection.toUpperCase().replaceAll('-', '_')}`

/** What the operator set. Throws a UserError that says how, where nothing is set. */
export function addressOf({ connections }: Pick<Context, 'connections'>, { title, body }: Source): string {
  const address = connections?.get(body.connection)
  if (address !== undefined) return address
  throw new UserError(
    `The source ${title} reads from the connection ${body.connection}, and ${variableOf(body.connection)} is not set: the operator sets it in the environment (see .env.example) and starts again.`,
  )
}
