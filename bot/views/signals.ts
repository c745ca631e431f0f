import { type Block, listed, say } from '#bot/slack/blocks.ts'
import { clip } from '#bot/slack/limits.ts'
import { bold, line, type Span } from '#bot/slack/text.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import type { SignalCounts } from '#src/signals/count-signals.ts'
import { FAMILIES } from '#src/signals/signal.ts'
import { capital, counted, firstFew, inWords, quoted } from './reading.ts'

/** Signals by family, what came most first, and what came that nobody has given a meaning yet. */
export function signalsOverview(
  known: Entry<'signal'>[],
  { bySignal, unknown }: SignalCounts,
  days: number,
): Block[] {
  if (known.length === 0)
    return [say(line('No signal is written down yet, so that nothing of what customers do has a meaning.'))]
  const eventsOf = ({ slug }: Entry<'signal'>) => bySignal.get(slug)?.events ?? 0
  const came = known.filter((entry) => eventsOf(entry) > 0).toSorted((a, b) => eventsOf(b) - eventsOf(a))
  const silent = known.filter((entry) => eventsOf(entry) === 0).map(({ title }) => title)
  const lineOf = ({ title, slug }: Entry<'signal'>): Span[] => {
    const { events, accounts } = bySignal.get(slug) ?? { events: 0, accounts: 0 }
    return [bold(title), `: ${counted(events, 'time')}, ${counted(accounts, 'account')}`]
  }
  const families = FAMILIES.flatMap((family) =>
    listed(
      capital(family),
      firstFew(
        came.filter(({ body }) => body.family === family),
        8,
        lineOf,
      ),
    ),
  )
  return [
    say(
      line(
        bold(`What customers did in the last ${days} days`),
        `: ${counted(came.length, 'signal')} of ${known.length} came.`,
      ),
      ...families,
      silent.length > 0 ? line(`None of: ${inWords(silent)}.`) : undefined,
      unknown.length > 0
        ? line(
            'No signal knows ',
            inWords(
              unknown.map(({ name, events }) => `${quoted(clip(name, 60))} (${counted(events, 'time')})`),
            ),
            '.',
          )
        : undefined,
    ),
  ]
}
