import { playbookList } from '#bot/views/listing.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { entriesOf, findEntry, type Library } from '#src/knowledge/library.ts'
import { FUNCTIONS, memberFunction, type TeamFunction } from '#src/members/member.ts'
import { personasIn } from '#src/personas/find-persona.ts'
import type { Asking, Command, Found } from './command.ts'

/** `/persona playbook sales renewal`: what one function does in the moment. */
export const playbook: Command = {
  name: 'playbook',
  does: 'the playbook of a function, by its name or for a persona',
  examples: ['playbook sales', 'playbook support carla', 'playbook'],
  verbs: ['playbook', 'playbooks'],
  run(words, asking) {
    const [, whole, asked] = /^(all of )?(.*)$/s.exec(words) ?? []
    const { personas, rest } = personasIn(asking.library, asked ?? '')
    const { team, name } = readFunction(rest)
    const [forWhom] = personas
    const candidates = entriesOf(asking.library, 'playbook')
      .filter(({ body }) => team === undefined || body.function === team)
      .filter(({ body }) => !forWhom || body.personas.length === 0 || body.personas.includes(forWhom.slug))
    const [best, ...others] = name === '' ? candidates : named(name, candidates, asking.library)
    if (!best) return nothing(words, team, asking)
    return name !== '' || others.length === 0
      ? open(best, others, whole !== undefined)
      : listPlaybooks([best, ...others], asking)
  },
}

/** The first word that names a function, and the words without it. */
function readFunction(words: string): { team: TeamFunction | undefined; name: string } {
  const list = words.split(/\s+/).filter(Boolean)
  for (const [index, word] of list.entries()) {
    const read = memberFunction.safeParse(word)
    if (read.success) return { team: read.data, name: list.toSpliced(index, 1).join(' ') }
  }
  const two = FUNCTIONS.find(
    (team) => team.includes('-') && words.toLowerCase().includes(team.replace('-', ' ')),
  )
  return {
    team: two,
    name: two ? words.toLowerCase().replace(two.replace('-', ' '), '').trim() : words.trim(),
  }
}

function named(name: string, candidates: Entry<'playbook'>[], library: Library): Entry<'playbook'>[] {
  const allowed = new Set(candidates.map(({ slug }) => slug))
  return library.index
    .search(name, { kind: 'playbook', limit: 20 })
    .filter(({ coverage }) => coverage >= 0.5)
    .flatMap(({ id }) => findEntry(library, 'playbook', id.slice('playbook/'.length)) ?? [])
    .filter(({ slug }) => allowed.has(slug))
}

function open(entry: Entry<'playbook'>, others: Entry<'playbook'>[], whole: boolean): Found {
  const { title, body } = entry
  const more = whole ? [] : [{ text: 'All of it', ask: `playbook all of ${body.function} ${title}` }]
  const shown = { view: 'playbook' as const, slug: entry.slug, ...(whole && { whole }) }
  return { found: 'entry', shown, entry, next: [...more, ...opening(others.slice(0, 3))] }
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
