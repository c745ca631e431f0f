import { label } from '#bot/views/labels.ts'
import { objectionList } from '#bot/views/listing.ts'
import { shortName } from '#bot/views/names.ts'
import { objectionView } from '#bot/views/objection.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { entriesOf, findEntry, type Library } from '#src/knowledge/library.ts'
import { retiredNamed } from '#src/knowledge/retired.ts'
import { nameKey } from '#src/personas/persona-names.ts'
import { slipOf } from '#src/search/closest.ts'
import type { Asking, Command, Found, Next } from './command.ts'
import { openEntry } from './next.ts'

/** Below this share of its words found, an objection is another one. */
const ENOUGH = 0.5

/** `/persona objection too expensive`: what it means, what to ask first and what to say then. */
export const objection: Command = {
  name: 'objection',
  does: 'what to answer',
  examples: ['objection too expensive', 'objection finn no budget', 'objection'],
  verbs: ['objection', 'objections'],
  run({ words, personas, rest }, asking) {
    const [from] = personas
    if (rest === '') return listObjections(from, asking)
    const called = mistyped(rest, entriesOf(asking.library, 'objection'))
    if (called) return answerObjection(called, from, asking.library)
    const hits = asking.library.index.search(rest, { kind: 'objection', limit: 3 })
    const found = hits.flatMap(
      (hit) => findEntry(asking.library, 'objection', hit.id.slice('objection/'.length)) ?? [],
    )
    const [best] = found
    if (best && (hits[0]?.coverage ?? 0) >= ENOUGH) return answerObjection(best, from, asking.library)
    const retired = retiredNamed(asking.library, rest, 'objection')
    if (retired) return openEntry(asking.library, retired)
    return { found: 'nothing', question: `the objection ${words}`, nearest: found, next: opening(found) }
  },
}

/** "Too expansive" is "Too expensive", whatever else is found by its words. */
function mistyped(typed: string, entries: Entry<'objection'>[]): Entry<'objection'> | undefined {
  const keys = entries.flatMap((entry) => entry.names.map((name) => ({ entry, key: nameKey(name) })))
  const near = slipOf(
    nameKey(typed),
    keys.map(({ key }) => key),
  )
  return keys.find((each) => each.key === near)?.entry
}

/** An objection as one persona means it; the others are a button away. */
export function answerObjection(
  entry: Entry<'objection'>,
  from: Entry<'persona'> | undefined,
  library: Library,
): Found {
  const main = from?.slug ?? entry.body.causes[0]?.persona
  const others = [...new Set(entry.body.causes.map(({ persona }) => persona))].filter((slug) => slug !== main)
  const next = others.slice(0, 3).map((slug) => {
    const name = shortName(library, slug)
    return { text: label.fromWhom(name), ask: `objection ${name} ${entry.title}` }
  })
  const shown = objectionView.of({ slug: entry.slug, persona: main })
  return { found: 'entry', shown, entries: [entry], next }
}

function listObjections(from: Entry<'persona'> | undefined, asking: Asking): Found {
  const all = entriesOf(asking.library, 'objection')
  const its = from ? all.filter(({ body }) => body.causes.some(({ persona }) => persona === from.slug)) : all
  const whom = from ? `${shortName(asking.library, from.slug)} ` : ''
  const some = its.slice(0, 3).map(({ title }) => ({ text: title, ask: `objection ${whom}${title}` }))
  const next = some.length > 0 || all.length === 0 ? some : [{ text: label.allObjections, ask: 'objection' }]
  return { found: 'overview', blocks: objectionList(its, from, asking), next }
}

const opening = (found: Entry<'objection'>[]): Next[] =>
  found.map(({ title }) => ({ text: title, ask: `objection ${title}` }))
