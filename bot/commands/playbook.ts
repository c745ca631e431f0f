import { playbookList } from '#bot/views/kind-lists.ts'
import { label } from '#bot/views/labels.ts'
import { functionName, shortName } from '#bot/views/names.ts'
import { playbookView } from '#bot/views/playbook.ts'
import { nothingOfKind } from '#bot/views/sentences.ts'
import { claimsOf } from '#src/knowledge/claim.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { entriesOf, findEntry, type Library } from '#src/knowledge/library.ts'
import { retiredNamed } from '#src/knowledge/retired.ts'
import type { Stage } from '#src/lifecycle/stage.ts'
import type { Asking, Command, Found, Next } from './command.ts'
import { openEntry } from './next.ts'
import {
  besideTitle,
  type Part,
  type PlaybookAsked,
  readPlaybookAsked,
  TYPE_VERBS,
} from './playbook-asked.ts'

/** `/persona playbook sales renewal`: what one function does in the moment. */
export const playbook: Command = {
  name: 'playbook',
  does: 'what to do in the moment',
  examples: [
    'playbook sales',
    'playbook support carla',
    'playbook support carla renewal',
    'playbook',
    'talk track carla',
    'checklist onboarding',
  ],
  verbs: ['playbook', 'playbooks', ...TYPE_VERBS],
  run(typed, asking) {
    const { library } = asking
    if (typed.words === '' && entriesOf(library, 'playbook').length === 0)
      return { found: 'overview', blocks: nothingOfKind('playbooks'), next: [] }
    const asked = readPlaybookAsked(typed, library)
    if (asked.exact) return openPlaybook(asked.exact, [], asked, library)
    const { stage, name } = asked
    const candidates = candidatesFor(asked, library)
    const here = stage === undefined ? candidates : candidates.filter(({ body }) => isAt(body, stage))
    // "renewal" is a stage as well as a word of a name.
    const byName = name !== '' || here.length === 0
    const found = byName ? named(name || asked.rest, here.length > 0 ? here : candidates, library) : here
    const [best, ...others] = found
    const retired = best ? undefined : retiredNamed(library, name || asked.words, 'playbook')
    if (retired) return openEntry(library, retired)
    if (!best) return nothing(asked, asking)
    return byName || others.length === 0
      ? openPlaybook(best, others, asked, library)
      : listPlaybooks(found, { whom: asked.personas[0]?.slug ?? '', asking })
  },
}

/** The playbooks of the function and the sort, for the persona, that somebody asks for. */
function candidatesFor({ team, type, personas: [forWhom] }: PlaybookAsked, library: Library) {
  return entriesOf(library, 'playbook')
    .filter(({ body }) => team === undefined || body.function === team)
    .filter(({ body }) => type === undefined || (body.type ?? 'play') === type)
    .filter(({ body }) => !forWhom || body.personas.length === 0 || body.personas.includes(forWhom.slug))
}

/** Whether a playbook is used at a stage, as a whole or in one of its steps. */
const isAt = (body: Entry<'playbook'>['body'], stage: Stage): boolean =>
  body.stage === stage || body.steps.some((step) => step.stage === stage)

const speaksOf = (body: Entry<'playbook'>['body'], stage: Stage): boolean =>
  isAt(body, stage) || claimsOf(body).some((claim) => claim.stage === stage)

function named(name: string, candidates: Entry<'playbook'>[], library: Library): Entry<'playbook'>[] {
  const allowed = new Set(candidates.map(({ slug }) => slug))
  return library.index
    .search(name, { kind: 'playbook', limit: 20 })
    .filter(({ coverage }) => coverage >= 0.5)
    .flatMap(({ id }) => findEntry(library, 'playbook', id.slice('playbook/'.length)) ?? [])
    .filter(({ slug }) => allowed.has(slug))
}

/** A playbook as an answer to a question, for the persona that it names. */
export const answerPlaybook = (
  entry: Entry<'playbook'>,
  about: Entry<'persona'> | undefined,
  library: Library,
): Found => showPlaybook(entry, { persona: about?.slug, stage: undefined }, 'short', library)

function openPlaybook(
  entry: Entry<'playbook'>,
  others: Entry<'playbook'>[],
  asked: PlaybookAsked,
  library: Library,
): Found {
  const { persona, stage } = besideTitle(entry, asked, library)
  const { personas } = entry.body
  const only = personas.length === 1 ? personas[0] : undefined
  // What says nothing of the stage that was asked for doesn't carry its name.
  const at = stage !== undefined && speaksOf(entry.body, stage) ? stage : undefined
  const found = showPlaybook(entry, { persona: persona ?? only, stage: at }, asked.part, library)
  return { ...found, next: [...found.next, ...opening(others.slice(0, 1))] }
}

function showPlaybook(
  entry: Entry<'playbook'>,
  about: { persona: string | undefined; stage: Stage | undefined },
  part: Part,
  library: Library,
): Found {
  const content = part === 'content' && entry.body.content.length > 0
  const shown = playbookView.of({ slug: entry.slug, ...about, whole: part === 'whole', content })
  return { found: 'entry', shown, entries: [entry], next: onward(entry, part, about.persona, library) }
}

/** The rest of a playbook, and what it says for others. */
function onward(
  { title, body }: Entry<'playbook'>,
  part: Part,
  persona: string | undefined,
  library: Library,
): Next[] {
  const its = persona ? ` ${shortName(library, persona)}` : ''
  const ask = (how: string, whom = its) => `playbook ${how}${body.function} ${title}${whom}`
  const spokenTo = new Set(claimsOf(body).flatMap((claim) => claim.persona ?? []))
  const others = [...spokenTo].filter((slug) => slug !== persona).map((slug) => shortName(library, slug))
  return [
    ...(part === 'whole' || claimsOf(body).length === 0
      ? []
      : [{ text: label.allOfIt, ask: ask('all of ') }]),
    ...(part === 'content' || body.content.length === 0
      ? []
      : [{ text: label.content, ask: ask('content of ') }]),
    ...others.slice(0, 2).map((name) => ({ text: label.forWhom(name), ask: ask('', ` ${name}`) })),
  ]
}

const opening = (playbooks: Entry<'playbook'>[]): Next[] =>
  playbooks.map(({ title, body }) => ({ text: title, ask: `playbook ${body.function} ${title}` }))

/** More of them than one reads through are opened by function first. */
const MANY = 8

function listPlaybooks(
  playbooks: Entry<'playbook'>[],
  { whom, asking }: { whom: string; asking: Asking },
): Found {
  const functions = [...new Set(playbooks.map(({ body }) => body.function))]
  const byFunction = functions.map((team) => ({
    text: functionName(team),
    ask: `playbook ${team.replace('-', ' ')} ${whom}`.trim(),
  }))
  const next = playbooks.length > MANY && functions.length > 1 ? byFunction : opening(playbooks.slice(0, 3))
  return { found: 'overview', blocks: playbookList(playbooks, asking), next }
}

function nothing({ verb, words, team }: PlaybookAsked, asking: Asking): Found {
  const all = entriesOf(asking.library, 'playbook')
  const nearest = all.filter(({ body }) => team === undefined || body.function === team).slice(0, 3)
  const question = `the ${TYPE_VERBS.includes(verb ?? '') ? verb : 'playbook'} ${words}`.trim()
  return { found: 'nothing', question, nearest, next: opening(nearest) }
}
