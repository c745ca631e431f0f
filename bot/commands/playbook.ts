import { playbookList } from '#bot/views/listing.ts'
import { playbookView } from '#bot/views/playbook.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { entriesOf, findEntry, type Library } from '#src/knowledge/library.ts'
import { retiredNamed } from '#src/knowledge/retired.ts'
import type { Stage } from '#src/lifecycle/stage.ts'
import type { TeamFunction } from '#src/members/member.ts'
import { type Asked, readAsked } from './asked.ts'
import type { Asking, Command, Found } from './command.ts'
import { openEntry } from './next.ts'

/** `/persona playbook sales renewal`: what one function does in the moment. */
export const playbook: Command = {
  name: 'playbook',
  does: 'the playbook of a function, by its name or for a persona',
  examples: ['playbook sales', 'playbook support carla', 'playbook'],
  verbs: ['playbook', 'playbooks'],
  run(typed, asking) {
    const whole = typed.words.startsWith(WHOLE)
    const asked = whole ? readAsked(typed.words.slice(WHOLE.length), asking.library) : typed
    const { words, team, stage, name } = asked
    const candidates = candidatesFor(asked, asking.library)
    const here = stage === undefined ? candidates : candidates.filter(({ body }) => isAt(body, stage))
    // "renewal" is a stage as well as a word of a name.
    const byName = name !== '' || here.length === 0
    const found = byName
      ? named(name || asked.rest, here.length > 0 ? here : candidates, asking.library)
      : here
    const [best, ...others] = found
    const retired = best ? undefined : retiredNamed(asking.library, name || words, 'playbook')
    if (retired) return openEntry(asking.library, retired)
    if (!best) return nothing(words, team, asking)
    return byName || others.length === 0
      ? open(best, others, whole, asked.personas[0])
      : listPlaybooks(found, asking)
  },
}

const WHOLE = 'all of '

/** The playbooks of the function, for the persona, that somebody asks for. */
const candidatesFor = ({ team, personas: [forWhom] }: Asked, library: Library): Entry<'playbook'>[] =>
  entriesOf(library, 'playbook')
    .filter(({ body }) => team === undefined || body.function === team)
    .filter(({ body }) => !forWhom || body.personas.length === 0 || body.personas.includes(forWhom.slug))

/** Whether a playbook is used at a stage, as a whole or in one of its steps. */
const isAt = (body: Entry<'playbook'>['body'], stage: Stage): boolean =>
  body.stage === stage || body.steps.some((step) => step.stage === stage)

function named(name: string, candidates: Entry<'playbook'>[], library: Library): Entry<'playbook'>[] {
  const allowed = new Set(candidates.map(({ slug }) => slug))
  return library.index
    .search(name, { kind: 'playbook', limit: 20 })
    .filter(({ coverage }) => coverage >= 0.5)
    .flatMap(({ id }) => findEntry(library, 'playbook', id.slice('playbook/'.length)) ?? [])
    .filter(({ slug }) => allowed.has(slug))
}

function open(
  entry: Entry<'playbook'>,
  others: Entry<'playbook'>[],
  whole: boolean,
  forWhom: Entry<'persona'> | undefined,
): Found {
  const { title, body } = entry
  const more = whole ? [] : [{ text: 'All of it', ask: `playbook all of ${body.function} ${title}` }]
  const persona = forWhom?.slug ?? (body.personas.length === 1 ? body.personas[0] : undefined)
  const shown = playbookView.of({ slug: entry.slug, whole, ...(persona !== undefined && { persona }) })
  return { found: 'entry', shown, entries: [entry], next: [...more, ...opening(others.slice(0, 3))] }
}

const opening = (playbooks: Entry<'playbook'>[]) =>
  playbooks.map(({ title, body }) => ({ text: title, ask: `playbook ${body.function} ${title}` }))

function listPlaybooks(playbooks: Entry<'playbook'>[], asking: Asking): Found {
  return { found: 'overview', blocks: playbookList(playbooks, asking), next: opening(playbooks.slice(0, 8)) }
}

function nothing(words: string, team: TeamFunction | undefined, asking: Asking): Found {
  const nearest = entriesOf(asking.library, 'playbook').filter(
    ({ body }) => team === undefined || body.function === team,
  )
  return {
    found: 'nothing',
    question: `the playbook ${words}`.trim(),
    nearest: nearest.slice(0, 3),
    next: opening(nearest.slice(0, 3)),
  }
}
