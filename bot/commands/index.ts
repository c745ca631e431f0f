import { label } from '#bot/views/labels.ts'
import { help as helpView } from '#bot/views/listing.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import type { Library } from '#src/knowledge/library.ts'
import { nameKey } from '#src/personas/persona-names.ts'
import { slipOf } from '#src/search/closest.ts'
import { isStopWord, wordsOf } from '#src/search/words.ts'
import { adoption } from './adoption.ts'
import { alerts } from './alerts.ts'
import { readAsked } from './asked.ts'
import { board } from './board.ts'
import { brief, briefs } from './brief.ts'
import { buyers } from './buyers.ts'
import { campaigns } from './campaigns.ts'
import { asksForClv, clv } from './clv.ts'
import type { Asking, Command, Found } from './command.ts'
import { committee } from './committee.ts'
import { compare } from './compare.ts'
import { competitor } from './competitor.ts'
import { courtesy } from './courtesy.ts'
import { decide, decisions } from './decisions.ts'
import { discover } from './discover.ts'
import { disputes } from './disputes.ts'
import { emerging } from './emerging.ts'
import { evidence } from './evidence.ts'
import { experiments } from './experiments.ts'
import { feeds } from './feeds.ts'
import { field } from './field.ts'
import { meantBy } from './grammar.ts'
import { health } from './health.ts'
import { heard } from './heard.ts'
import { history } from './history.ts'
import { inTheirWords } from './in-their-words.ts'
import { jobs } from './jobs.ts'
import { journey } from './journey.ts'
import { kpi, kpiAsked } from './kpi.ts'
import { met } from './met.ts'
import { negative } from './negative.ts'
import { objection } from './objection.ts'
import { persona } from './persona.ts'
import { playbook } from './playbook.ts'
import { predict } from './predict.ts'
import { prep } from './prep.ts'
import { profile } from './profile.ts'
import { question } from './question.ts'
import { reconcile } from './reconcile.ts'
import { rules } from './rules.ts'
import { runs } from './runs.ts'
import { scenario } from './scenario.ts'
import { scorecard } from './scorecard.ts'
import { signals } from './signals.ts'
import { tag } from './tag.ts'
import { tagRules } from './tag-rules.ts'
import { themes } from './themes.ts'
import { training } from './training.ts'
import { validation } from './validation.ts'
import { value } from './value.ts'
import { who } from './who.ts'
import { workshop } from './workshop.ts'

/** Every subcommand of `/persona`. Dispatch, help and the test of the examples read this list. */
export const COMMANDS: Command[] = [
  persona,
  prep,
  objection,
  // Before playbooks, some of which are scorecards, too: "product scorecard" is one, "scorecard product" is not.
  scorecard,
  playbook,
  value,
  jobs,
  competitor,
  compare,
  themes,
  journey,
  discover,
  committee,
  profile,
  negative,
  evidence,
  brief,
  briefs,
  heard,
  history,
  rules,
  runs,
  buyers,
  campaigns,
  feeds,
  field,
  signals,
  alerts,
  board,
  clv,
  predict,
  emerging,
  scenario,
  health,
  adoption,
  training,
  disputes,
  workshop,
  decisions,
  decide,
  kpi,
  experiments,
  validation,
  met,
  who,
  tag,
  tagRules,
  reconcile,
  question,
]

const help: Command = {
  name: 'help',
  does: 'this list',
  examples: ['help'],
  verbs: ['help', '?'],
  run: (_, { library }) => ({
    found: 'overview',
    blocks: helpView(
      COMMANDS.map(({ examples: [first = ''], does }) => ({ example: inTheirWords(first, library), does })),
    ),
    next: [{ text: label.allPersonas, ask: 'list' }],
  }),
}

/** Words in, what they ask for out. No words: all personas. */
export function interpret(text: string, asking: Asking): Found & { command: string } {
  const polite = courtesy(text, asking)
  if (polite) return { ...polite, command: 'courtesy' }
  const meant = meantBy(text, [...COMMANDS, help])
  const ofKpi = meant.command ? undefined : kpiAsked(text, asking.library)
  if (ofKpi !== undefined) return { ...kpi.run(readAsked(ofKpi, asking.library), asking), command: kpi.name }
  const command = meant.command ?? (meant.words === '' ? persona : asksForClv(text) ? clv : question)
  if (command.takesText && isNamed(text, meant.words, asking.library))
    return { ...question.run(readAsked(text, asking.library), asking), command: question.name }
  const found = command.run(readAsked(meant.words, asking.library, meant.verb), asking)
  if (found.found !== 'nothing' || command === question) return { ...found, command: command.name }
  // A word amid others may be no verb at all: "the works council is against it".
  const asked = question.run(readAsked(text, asking.library), asking)
  const fits =
    asked.found === 'entry' &&
    (!startsWithVerb(text, command) || (isOfKind(asked.entries[0], command) && isKnown(meant.words, asking)))
  return fits ? { ...asked, command: question.name } : { ...found, command: command.name }
}

/** Whether a text may name a customer for their persona: one that isn't about customers themselves, whom those commands look up. */
export function mayNameCustomer(text: string): boolean {
  const { command } = meantBy(text, COMMANDS)
  return command === undefined || command === persona || !command.takesText
}

/** "brief template …", "campain brief": an entry is called by the verb and more, or by what was mistyped for it. */
function isNamed(text: string, words: string, { entries }: Library): boolean {
  const [asked, left] = [nameKey(text), nameKey(words)]
  const names = [...entries.values()].flatMap((entry) => entry.names.filter((name) => name.includes(' ')))
  const keys = names.map(nameKey)
  // "kpi gross revenue retention" is nearly called so, but for the verb.
  if (keys.includes(left) && !keys.includes(asked)) return false
  return keys.some((key) => `${asked} `.startsWith(`${key} `)) || slipOf(asked, keys) !== undefined
}

/** "theme for …" is answered by a theme alone. */
const isOfKind = ({ kind }: Entry, { verbs }: Command): boolean => verbs.includes(kind)

/** Whether somebody has written most of the words that say what is asked. */
function isKnown(words: string, { library }: Asking): boolean {
  const telling = wordsOf(words).filter((word) => !isStopWord(word))
  return telling.filter((word) => library.index.knows(word)).length * 2 > telling.length
}

const startsWithVerb = (text: string, { verbs }: Command): boolean =>
  verbs.includes(text.trim().split(/\s+/)[0]?.toLowerCase() ?? '')
