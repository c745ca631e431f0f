import { type Block, listed, say } from '#bot/slack/blocks.ts'
import { bold, italic, line, type Span } from '#bot/slack/text.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { entriesOf, findEntry, type Library } from '#src/knowledge/library.ts'
import { ruleInWords } from '#src/rules/in-words.ts'
import { namesWith } from '#src/triggers/names.ts'
import type { TriggerBody } from '#src/triggers/trigger.ts'
import { freshness } from './freshness.ts'
import { personName, shortName } from './names.ts'
import { firstFew, inWords, lineSpans, type Reading } from './reading.ts'

/** One trigger: when it fires and for whom, why it matters, what to do, and who is told. */
export function triggerCard(entry: Entry<'trigger'>, reading: Reading): Block[] {
  const { body } = entry
  const { library } = reading
  return [
    say(
      line(bold(entry.title), italic(` · ${body.family} trigger`)),
      line(`Fires for ${conditionInWords(body, library)}.`),
      line(`For ${forWhom(body, library)}. It ${toWhom(body, library)}.`),
      ...listed(
        'Why it matters',
        firstFew(body.why, 4, (why) => lineSpans(why)),
      ),
      ...playLine(body, library),
    ),
    freshness(entry, reading),
  ]
}

/** "an account that visited prices at least once in 7 days", with upon what it is looked at. */
export function conditionInWords({ condition, on }: TriggerBody, library: Library): string {
  const signals = entriesOf(library, 'signal').map(({ slug, title, body }) => ({
    slug,
    title,
    said: body.does,
  }))
  const upon = on.map((slug) => findEntry(library, 'signal', slug)?.title ?? slug)
  const when =
    on.length === 0 ? 'looked at every morning' : `looked at upon ${inWords(upon.map(quotedTitle))}`
  return `an account that ${ruleInWords(condition, namesWith(signals))}; ${when}`
}

const quotedTitle = (title: string): string => `“${title}”`

function forWhom({ personas, stages }: TriggerBody, library: Library): string {
  const who =
    personas.length === 0 ? 'every persona' : inWords(personas.map((slug) => shortName(library, slug)))
  return stages.length === 0 ? who : `${who}, at ${inWords(stages)}`
}

function toWhom({ tell, person, channel, cap, cooldown }: TriggerBody, library: Library): string {
  const named =
    personName(library, person) ?? (channel === undefined ? 'whoever owns the persona' : 'a channel')
  const told = tell === 'named' ? `tells ${named}` : `tells who owns the account, else ${named}`
  const quiet = Temporal.Duration.from(cooldown).total({ unit: 'hour', relativeTo: '2001-01-01' })
  const still = quiet % 24 === 0 ? `${quiet / 24} days` : `${quiet} hours`
  return `${told}, at most ${cap} a day, and keeps still for ${still} at an account`
}

function playLine({ play }: TriggerBody, library: Library) {
  const playbook = play && findEntry(library, 'playbook', play.playbook)
  if (!playbook) return []
  const index = playbook.body.steps.findIndex(({ id }) => id === play.step)
  const step: Span[] = index < 0 ? [] : [`, step ${index + 1}`]
  return [line('Then: play ', italic(playbook.title), ...step, '.')]
}
