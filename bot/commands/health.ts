import type { Block } from '#bot/slack/blocks.ts'
import { type HealthPart, healthPart, healthSummary } from '#bot/views/health.ts'
import type { Context } from '#src/context.ts'
import { mayTell } from '#src/health/answers.ts'
import { healthFacts } from '#src/health/facts.ts'
import { healthOf } from '#src/health/health.ts'
import { readCounts } from '#src/health/store.ts'
import type { Asker } from '#src/members/identity.ts'
import { readAsked } from './asked.ts'
import type { Command } from './command.ts'
import { question } from './question.ts'

const PARTS: HealthPart[] = ['symptoms', 'maturity', 'pitfalls', 'roadmap', 'questions']

/** `/persona health`: whether personas are an ecosystem or only documents, and the one next step. */
export const health: Command = {
  name: 'health',
  does: 'the self-test: how far you are',
  examples: ['health', 'health symptoms', 'health maturity', 'health pitfalls', 'health roadmap'],
  verbs: ['health', 'self-test', 'selftest'],
  takesText: true,
  run(asked, asking) {
    const wanted = asked.words.toLowerCase()
    const part = PARTS.find((name) => name === wanted)
    // "Health score for Carla" asks for a playbook.
    if (wanted !== '' && !part)
      return question.run(readAsked(`${asked.verb ?? ''} ${asked.words}`, asking.library), asking)
    return { found: 'records', next: [], read: (ctx) => showHealth(part, asking.asker, ctx) }
  },
}

/** The self-test as it stands now: its verdict, or one part in full. */
export async function showHealth(
  part: HealthPart | undefined,
  { member }: Pick<Asker, 'member'>,
  ctx: Context,
): Promise<Block[]> {
  const [library, now] = [await ctx.readLibrary(), ctx.now()]
  const counts = await readCounts(ctx.db, now, ctx.zone)
  const found = healthOf(healthFacts(library, counts, { now, zone: ctx.zone }))
  const may = mayTell(member && library.members.get(member.handle))
  return part ? healthPart(part, found, may) : healthSummary(found, may)
}
