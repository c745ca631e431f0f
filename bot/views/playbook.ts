import { z } from 'zod'
import { type Block, listed, say } from '#bot/slack/blocks.ts'
import { clip } from '#bot/slack/limits.ts'
import { bold, bullets, italic, line } from '#bot/slack/text.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { findEntry } from '#src/knowledge/library.ts'
import { freshness } from './freshness.ts'
import { functionName, shortName } from './names.ts'
import { claimSpans, counted, firstFew, inWords, lineSpans, type Reading, spokenSpans } from './reading.ts'
import { view } from './view.ts'

/** A playbook in short, or the whole of it. */
export const playbookView = view({
  name: 'playbook',
  about: z.object({ slug: z.string(), whole: z.boolean().default(false), persona: z.string().optional() }),
  material: ({ slug }, library) => findEntry(library, 'playbook', slug),
  entries: (playbook) => [playbook],
  blocks: (playbook, reading, { whole, persona }) => playbookCard(playbook, { whole, persona }, reading),
})

/** What to do in the moment, step by step, then what to ask, to say and to leave: the first few of each, or all. */
function playbookCard(
  playbook: Entry<'playbook'>,
  { whole, persona }: { whole: boolean; persona: string | undefined },
  reading: Reading,
): Block[] {
  const few = whole ? 20 : 2
  const { body } = playbook
  const whom = body.personas.map((slug) => shortName(reading.library, slug))
  const stage = body.stage ? ` · ${body.stage}` : ''
  const forOne = (claim: { persona?: string | undefined }): string =>
    claim.persona ? `${shortName(reading.library, claim.persona)}: ` : ''
  const shown = body.steps.slice(0, whole ? 20 : 6)
  const left = body.steps.length - shown.length
  const steps = [
    ...(shown.length > 0
      ? [
          bullets(
            shown.map((step) => [bold(forOne(step)), ...claimSpans(step)]),
            'ordered',
          ),
        ]
      : []),
    ...(left > 0 ? [line(italic(`… and ${counted(left, 'more step')}`))] : []),
  ]
  return [
    say(
      line(
        bold(playbook.title),
        ` — ${functionName(body.function)}${whom.length > 0 ? `, for ${inWords(whom)}` : ''}${stage}`,
      ),
      line(italic(clip(body.when, 400))),
      ...steps,
      ...listed(
        'Ask',
        firstFew(body.ask, few, (each) => [bold(forOne(each)), ...spokenSpans(each)]),
      ),
      ...listed(
        'Say',
        firstFew(body.say, few, (each) => [bold(forOne(each)), ...spokenSpans(each)]),
      ),
      ...listed(
        "Don't",
        firstFew(body.never, few, (each) => [bold(forOne(each)), ...claimSpans(each)]),
      ),
      ...listed(
        'Proof',
        firstFew(body.proof, few, (each) => [bold(forOne(each)), ...lineSpans(each)]),
      ),
      body.kpis.length > 0
        ? line(italic(`It works when you see it in: ${body.kpis.slice(0, 5).join(', ')}.`))
        : undefined,
    ),
    freshness(playbook, reading, persona),
  ]
}
