import { type Block, listed, say } from '#bot/slack/blocks.ts'
import { bold, italic, line } from '#bot/slack/text.ts'
import { type Entry, isKind } from '#src/knowledge/entry.ts'
import { findEntry } from '#src/knowledge/library.ts'
import { dayName } from '#src/runs/period.ts'
import { freshness } from './freshness.ts'
import { valueWords } from './kpi-words.ts'
import { personName, shortName } from './names.ts'
import { plainNumber } from './numbers.ts'
import { firstFew, lineSpans, type Reading } from './reading.ts'

/** One target: what is to be reached by when, whose offer it answers to, and what speaks for it. */
export function targetCard(entry: Entry<'target'>, reading: Reading): Block[] {
  const { library } = reading
  const { body } = entry
  const kpi = library.entries.get(`kpi/${body.kpi}`)
  const owner = personName(library, entry.owner)
  const unit = kpi && isKind(kpi, 'kpi') ? kpi.body.unit : 'count'
  const value = unit === 'money' ? plainNumber(body.value) : valueWords(body.value, { unit }, '')
  return [
    say(
      line(bold(entry.title), italic(' · target')),
      line(
        `${shortName(library, body.persona)}'s ${(kpi?.title ?? body.kpi).toLowerCase()} is to reach ${value} by ${day(body.until)}, from ${day(body.from)} on.`,
        owner === undefined ? '' : ` ${owner} answers for it.`,
      ),
      body.rival === undefined
        ? undefined
        : line(
            `It answers to what ${findEntry(library, 'competitor', body.rival)?.title ?? body.rival} offers.`,
          ),
      ...listed(
        'Why',
        firstFew(body.reasons, 3, (claim) => lineSpans(claim)),
      ),
      line(italic('It stands beside the range of their own history, and is no threshold.')),
    ),
    freshness(entry, reading),
  ]
}

const day = (said: string): string => dayName(Temporal.PlainDate.from(said))
