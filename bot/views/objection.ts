import { z } from 'zod'
import { type Block, listed, say } from '#bot/slack/blocks.ts'
import { bold, italic, line, type Span } from '#bot/slack/text.ts'
import { claimsOf } from '#src/knowledge/claim.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { findEntry } from '#src/knowledge/library.ts'
import type { Objection } from '#src/objections/objection.ts'
import { freshness } from './freshness.ts'
import { shortName } from './names.ts'
import { claimSpans, firstFew, lineSpans, quoted, type Reading, spokenSpans } from './reading.ts'
import { view } from './view.ts'

/** An objection as one persona means it. */
export const objectionView = view({
  name: 'objection',
  about: z.object({ slug: z.string(), persona: z.string().optional() }),
  material: ({ slug }, library) => findEntry(library, 'objection', slug),
  entries: (objection) => [objection],
  claims: ({ body }, about) =>
    claimsOf(body).filter(({ persona }) => !persona || !about.persona || persona === about.persona),
  blocks: (objection, reading, { persona }) => objectionCard(objection, persona, reading),
})

/** What it means coming from one persona, what to ask first and what to say then. */
function objectionCard(
  objection: Entry<'objection'>,
  persona: string | undefined,
  reading: Reading,
): Block[] {
  const { body } = objection
  const forWhom = persona ?? body.causes[0]?.persona
  const its = <T extends { persona?: string | undefined }>(lines: T[]): T[] =>
    lines.filter((each) => each.persona === undefined || each.persona === forWhom)
  return [
    say(
      heading(objection, forWhom, reading),
      ...otherCauses(body, forWhom, reading),
      ...listed('Ask first', firstFew(its(body.ask), 2, spokenSpans)),
      ...listed('Then', firstFew(its(body.say), 3, lineSpans)),
      ...listed('Proof', firstFew(its(body.proof), 2, lineSpans)),
      ...listed(
        "Don't",
        firstFew(its(body.never), 2, (claim) => claimSpans(claim)),
      ),
    ),
    freshness(objection, reading, forWhom),
  ]
}

function heading({ title, body }: Entry<'objection'>, forWhom: string | undefined, { library }: Reading) {
  const causes = body.causes.filter(({ persona }) => persona === forWhom)
  const whom = forWhom ? ` from ${shortName(library, forWhom)}` : ''
  if (causes.length === 0) return line(bold(`${quoted(title)}${whom}`))
  const said = causes.flatMap((cause, index): Span[] => [index > 0 ? ' Or: ' : '', ...claimSpans(cause)])
  return line(bold(`${quoted(title)}${whom} usually means: `), ...said)
}

/** That the same words mean something else coming from somebody else; the rest is a button away. */
function otherCauses({ causes }: Objection, forWhom: string | undefined, { library }: Reading) {
  const other = causes.find(({ persona }) => persona !== forWhom)
  return other ? [line(italic(`From ${shortName(library, other.persona)}: `), ...claimSpans(other, 120))] : []
}
