import { claimsOfSeat, committeeView, seatsView } from '#bot/views/committee.ts'
import { committeeList } from '#bot/views/kind-lists.ts'
import { label } from '#bot/views/labels.ts'
import { shortName } from '#bot/views/names.ts'
import { claimsOf } from '#src/knowledge/claim.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { entriesOf, findEntry, type Library } from '#src/knowledge/library.ts'
import type { Asking, Command, Found, Next } from './command.ts'

/** Below this share of its words found, a committee is another one. */
const ENOUGH = 0.5

/** `/persona committee carla`: who decides together, who moves whom, and the play for each. */
export const committee: Command = {
  name: 'committee',
  does: 'who decides together',
  examples: ['committee carla', 'committee'],
  verbs: ['committee', 'committees', 'buying', 'stakeholder', 'stakeholders'],
  run({ words, personas: [who], name }, asking) {
    const { library } = asking
    const typed = name.replace(/^(?:committees?|buying)\b\s*/i, '')
    if (who) return seatsOf(who, words, library)
    if (typed === '') return list(asking)
    const found = library.index
      .search(typed.replace(PART, ''), { kind: 'committee', limit: 3 })
      .filter(({ coverage }) => coverage >= ENOUGH)
      .flatMap(({ id }) => findEntry(library, 'committee', id.slice('committee/'.length)) ?? [])
    const [best] = found
    return best ? openCommittee(best, partOf(words)) : nothing(words, asking)
  },
}

const PART = /^(?:content|all) of\s+/i
const partOf = (words: string) => {
  const [, part] = /^(content|all) of\b/i.exec(words) ?? []
  if (part === undefined) return 'short'
  return part.toLowerCase() === 'all' ? 'whole' : 'content'
}

/** A committee in short, the content for its members, or all of it. */
export function openCommittee(
  entry: Entry<'committee'>,
  part: 'short' | 'content' | 'whole' = 'short',
): Found {
  const { slug, title, body } = entry
  const ways = [
    { part: 'short', text: label.whoDecides, ask: `committee ${title}` },
    ...(body.content.length > 0
      ? [{ part: 'content', text: label.whatToGiveThem, ask: `committee content of ${title}` }]
      : []),
    ...(claimsOf(body).length > 0
      ? [{ part: 'whole', text: label.allOfIt, ask: `committee all of ${title}` }]
      : []),
  ]
  const next = ways.filter((way) => way.part !== part).map(({ text, ask }) => ({ text, ask }))
  return { found: 'entry', shown: committeeView.of({ slug, part }), entries: [entry], next }
}

const toCommittee = ({ title }: Entry<'committee'>): Next => ({ text: title, ask: `committee ${title}` })

function seatsOf(who: Entry<'persona'>, words: string, library: Library): Found {
  const [first, ...others] = entriesOf(library, 'committee').filter(
    (each) => claimsOfSeat(each, who.slug).length > 0,
  )
  if (!first) {
    const next = [{ text: shortName(library, who.slug), ask: who.slug }]
    return { found: 'nothing', question: `the buying committee of ${words}`, nearest: [who], next }
  }
  const entries: [Entry<'committee'>, ...Entry<'committee'>[]] = [first, ...others]
  const shown = seatsView.of({ persona: who.slug, slugs: entries.map(({ slug }) => slug) })
  return { found: 'entry', shown, entries, next: entries.slice(0, 2).map(toCommittee) }
}

function list(asking: Asking): Found {
  const all = entriesOf(asking.library, 'committee')
  const [only, ...others] = all
  if (only && others.length === 0) return openCommittee(only)
  return { found: 'overview', blocks: committeeList(all, asking), next: all.slice(0, 3).map(toCommittee) }
}

function nothing(words: string, { library }: Asking): Found {
  const nearest = entriesOf(library, 'committee').slice(0, 3)
  return {
    found: 'nothing',
    question: `the buying committee ${words}`,
    nearest,
    next: nearest.map(toCommittee),
  }
}
