import { type Hidden, hiddenFrom, viewerOf } from '#src/dictionary/sight.ts'
import type { Library } from '#src/knowledge/library.ts'
import type { Asking } from './command.ts'

/** What the data dictionary keeps from whoever reads an answer: the asker, or everybody in the channel where it stands. */
export function hiddenIn(
  { asker, inChannel }: Pick<Asking, 'asker' | 'inChannel'>,
  library: Library,
): Hidden {
  return hiddenFrom(viewerOf(inChannel ? undefined : asker.member?.handle, library), library)
}
