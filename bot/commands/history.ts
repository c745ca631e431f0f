import {
  betweenVersions,
  historyCard,
  historyOfWhat,
  noSuchVersion,
  versionDiff,
} from '#bot/views/history.ts'
import { label } from '#bot/views/labels.ts'
import { shortName } from '#bot/views/names.ts'
import { diffContent } from '#src/board/diff.ts'
import { stepsOf } from '#src/history/history.ts'
import { readVersions } from '#src/history/store.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { KIND_NAMES, KINDS, type KindName } from '#src/knowledge/kinds.ts'
import type { Library } from '#src/knowledge/library.ts'
import { personasInOrder } from '#src/personas/in-order.ts'
import { type Asked, readAsked } from './asked.ts'
import type { Asking, Command, Found, Next } from './command.ts'
import { namedAmong } from './named.ts'

/** Two versions, to be held against each other. */
const BETWEEN = /\bversions?\s*(\d{1,6})\s*(?:to|and|with|vs|-|–)\s*(\d{1,6})\b/i
const VERSION = /\bv(?:ersion)?\s*(\d{1,6})\b/i

/** `/persona history carla`: how an entry came to say what it says. */
export const history: Command = {
  name: 'history',
  does: 'what changed, and why',
  examples: ['history carla', 'history carla versions 1 to 2', 'history objection too expensive'],
  verbs: ['history', 'versions', 'changelog'],
  run(typed, asking) {
    const { library } = asking
    const between = BETWEEN.exec(typed.words)
    const version = between ? undefined : VERSION.exec(typed.words)?.[1]
    const asked = readAsked(typed.words.replace(BETWEEN, ' ').replace(VERSION, ' '), library)
    if (asked.words === '') return { found: 'overview', blocks: historyOfWhat(), next: ofPersonas(library) }
    const entry = entryMeant(asked, library)
    if (entry && between) return compared(entry, [Number(between[1]), Number(between[2])], asking)
    if (entry) return told(entry, version === undefined ? undefined : Number(version), asking)
    const nearest = library.index
      .search(asked.words, { limit: 3 })
      .flatMap(({ id }) => library.entries.get(id) ?? [])
    const next = nearest.map((each) => ({ text: each.title, ask: historyOf(each) }))
    return { found: 'nothing', question: `the history of ${asked.words}`, nearest, next }
  },
}

/** More versions than anybody reads at once. */
const MOST_VERSIONS = 8

/** All versions in short, or one in full: read from the database, since the library knows the newest alone. */
const told = (entry: Entry, version: number | undefined, asking: Asking): Found => ({
  found: 'records',
  next: after(entry, version, asking.library),
  read: async ({ db }) => {
    if (version === undefined) {
      const versions = await readVersions(db, entry, { most: MOST_VERSIONS })
      return historyCard(entry, stepsOf(entry.kind, versions), asking)
    }
    const [step] = stepsOf(entry.kind, await readVersions(db, entry, { most: 2, upTo: version }))
    return step?.version === version ? versionDiff(entry, step, asking) : noSuchVersion(entry, version)
  },
})

/** What became of an entry from one version to another. */
const compared = (entry: Entry, versions: [number, number], asking: Asking): Found => ({
  found: 'records',
  next: after(entry, Math.max(...versions), asking.library),
  read: async ({ db }) => {
    const [from, to] = [Math.min(...versions), Math.max(...versions)]
    const [[before], [later]] = [
      await readVersions(db, entry, { most: 1, upTo: from }),
      await readVersions(db, entry, { most: 1, upTo: to }),
    ]
    if (before?.version !== from) return noSuchVersion(entry, from)
    if (later?.version !== to) return noSuchVersion(entry, to)
    const changes = diffContent(entry.kind, before.content, later.content)
    return betweenVersions(entry, [before, later], changes, asking)
  },
})

/** Buttons to what each of the newest versions changed, or from one of them back to all; and to the entry itself. */
function after(entry: Entry, version: number | undefined, library: Library): Next[] {
  const itself = entry.kind === 'persona' ? [{ text: shortName(library, entry.slug), ask: entry.slug }] : []
  if (version !== undefined) return [{ text: label.allVersions, ask: historyOf(entry) }, ...itself]
  const changed = [0, 1, 2, 3].map((back) => entry.version - back).filter((each) => each > 1)
  const diffs = changed.map((each) => ({
    text: label.changesOf(each),
    ask: `${historyOf(entry)} version ${each}`,
  }))
  return [...diffs, ...itself]
}

const historyOf = ({ kind, slug }: Entry): string => `history ${kind} ${slug}`

/** Any entry, also one that is a draft or retired: of the kind that is named, or whatever goes by the name. */
function entryMeant({ words, personas, rest }: Asked, library: Library): Entry | undefined {
  const kind = kindIn(words)
  const all = [...library.entries.values()]
  if (kind) {
    const its = all.filter((each) => each.kind === kind.name)
    const name = { words: kind.rest, rest: kind.rest }
    return namedAmong(its, name) ?? searched(kind.rest, library, kind.name)
  }
  const [persona] = personas
  if (persona && rest === '') return persona
  return namedAmong(all, { words, rest: words }) ?? searched(words, library) ?? persona
}

function searched(words: string, library: Library, kind?: KindName): Entry | undefined {
  const [hit] = library.index.search(words, { ...(kind && { kind }), limit: 1 })
  return hit && hit.coverage >= ENOUGH ? library.entries.get(hit.id) : undefined
}

/** Below this share of its words found, something else is meant. */
const ENOUGH = 0.6

/** A kind by its name or by what people call it, in the singular or plural, and the words without it. */
function kindIn(words: string): { name: KindName; rest: string } | undefined {
  const lower = words.toLowerCase()
  const called = KIND_NAMES.flatMap((name) => [name, KINDS[name].called].map((word) => ({ name, word })))
  const [found] = called
    .filter(({ word }) => new RegExp(`^${word}s?\\b`).test(lower))
    .sort((a, b) => b.word.length - a.word.length)
  if (!found) return undefined
  const rest = words.slice(found.word.length).replace(/^s\b/i, '').trim()
  return rest === '' ? undefined : { name: found.name, rest }
}

const ofPersonas = (library: Library): Next[] =>
  personasInOrder(library)
    .slice(0, 5)
    .map((persona) => ({ text: shortName(library, persona.slug), ask: historyOf(persona) }))
