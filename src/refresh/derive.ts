import { decidedAbout, startOf } from '#src/decisions/effects.ts'
import type { Tried } from '#src/feedback/feedback.ts'
import type { FindingFacts } from '#src/findings/finding.ts'
import type { Flag } from '#src/flags/flag.ts'
import { whoHears } from '#src/freshness/answerable.ts'
import { claimsOf } from '#src/knowledge/claim.ts'
import { dueOn, type Entry, entryKey } from '#src/knowledge/entry.ts'
import { entriesOf, type Library } from '#src/knowledge/library.ts'
import type { CheckItem, Evidence } from './checklist.ts'
import { type Persona, type Sizes, segmentOf, sharesOf } from './segment.ts'

/** Everything that a checklist is made of. */
export type Known = {
  library: Library
  sizes: Sizes
  leads: { all: number; disqualified: number }
  flags: Flag[]
  /** Open ones of the signal monitor. */
  findings: FindingFacts[]
  tried: Iterable<Tried>
  today: Temporal.PlainDate
  zone: string
}

/** What is to be checked of each persona, and what belongs to none. */
export function itemsOf(known: Known): CheckItem[] {
  const personas = entriesOf(known.library, 'persona')
  if (personas.length === 0) return []
  const owner = whoHears(undefined, known.library)
  const untagged: CheckItem = {
    id: 'untagged',
    ...(owner !== undefined && { owner }),
    entries: [],
    findings: [],
    decided: [],
    evidence: { about: 'untagged', ...sharesOf('', known.sizes) },
  }
  return [...personas.flatMap((persona) => itemsOfPersona(persona, known)), untagged]
}

function itemsOfPersona(persona: Persona, known: Known): CheckItem[] {
  const { slug } = persona
  const owner = whoHears(persona, known.library)
  const item = (evidence: Evidence, entries: string[]): CheckItem => ({
    id: `${slug}/${evidence.about}`,
    persona: slug,
    ...(owner !== undefined && { owner }),
    entries,
    evidence,
    findings: known.findings.filter((each) => each.persona === slug && concerns(each, evidence)),
    decided: DECIDED_WITH.includes(evidence.about) ? decidedOf(slug, known) : [],
  })
  const own = [entryKey(persona)]
  if (persona.body.kind === 'negative') return [item(negative(persona, known), own)]
  const playbooks = playbooksFor(persona, known.library)
  const committees = committeesWith(persona, known.library)
  return [
    item(segmentOf(persona, known), own),
    item(story(persona, known), own),
    item(channels(persona), own),
    item(verdicts(persona, playbooks, known), playbooks.map(entryKey)),
    item({ about: 'committee', committees: committees.map(({ title }) => title) }, committees.map(entryKey)),
  ]
}

/** Where the board's decisions about a persona are looked at once more. */
const DECIDED_WITH: Evidence['about'][] = ['segment', 'negative']

const decidedOf = (slug: string, { library, today }: Known): CheckItem['decided'] =>
  decidedAbout(library, slug, today).map((each) => ({ title: each.title, since: startOf(each) }))

/** The item that a finding is looked at with; of whom we turn away there is one alone. */
const concerns = ({ kind }: FindingFacts, { about }: Evidence): boolean =>
  about === 'negative' || about === FOUND_OF[kind]

const FOUND_OF: Record<FindingFacts['kind'], Evidence['about']> = {
  drift: 'segment',
  validation: 'segment',
  stopped: 'segment',
  metric: 'segment',
  cohorts: 'segment',
  'wrong-fit': 'segment',
  misses: 'playbooks',
  unreviewed: 'story',
  unused: 'story',
  conflict: 'segment',
  emerging: 'segment',
}

function story(persona: Persona, { flags, today, zone }: Known): Evidence {
  const claims = claimsOf(persona.body)
  const due = dueOn(persona, zone)
  return {
    about: 'story',
    ...(persona.verifiedAt && { verifiedAt: persona.verifiedAt.toString() }),
    stale: due !== undefined && Temporal.PlainDate.compare(due, today) <= 0,
    claims: claims.length,
    assumptions: assumptionsIn(claims),
    flags: flags.filter(({ kind, slug }) => kind === 'persona' && slug === persona.slug).length,
  }
}

const assumptionsIn = (claims: { cites: string[] }[]): number =>
  claims.filter(({ cites }) => cites.length === 0).length

const channels = ({ body }: Persona): Evidence => ({
  about: 'channels',
  claims: body.channels.length,
  assumptions: assumptionsIn(body.channels),
})

/** Those that name the persona; where none does, those that are for everybody. */
function playbooksFor({ slug }: Persona, library: Library): Entry<'playbook'>[] {
  const all = entriesOf(library, 'playbook')
  const named = all.filter(({ body }) => body.personas.includes(slug))
  return named.length > 0 ? named : all.filter(({ body }) => body.personas.length === 0)
}

const committeesWith = ({ slug }: Persona, library: Library): Entry<'committee'>[] =>
  entriesOf(library, 'committee').filter(({ body }) => body.members.some(({ persona }) => persona === slug))

/** How playbooks went for the persona, by what those who tried them said. */
function verdicts({ slug }: Persona, playbooks: Entry<'playbook'>[], { tried }: Known): Evidence {
  const keys = new Set(playbooks.map(entryKey))
  const own = [...tried].filter((each) => each.persona === slug && keys.has(`${each.kind}/${each.slug}`))
  const sum = (of: (each: Tried) => number) => own.reduce((all, each) => all + of(each), 0)
  return {
    about: 'playbooks',
    playbooks: playbooks.length,
    worked: sum((each) => each.worked),
    tried: sum((each) => each.of),
  }
}

function negative({ slug }: Persona, { sizes, leads }: Known): Evidence {
  return {
    about: 'negative',
    ...(sizes.now && { accounts: sizes.now.n.get(slug) ?? 0 }),
    ...(leads.all > 0 && { leads }),
  }
}

/** Items that were left open in the list before this one say since when. */
export function withSince(
  items: CheckItem[],
  before: { period: string; open: CheckItem[] } | undefined,
): CheckItem[] {
  if (!before) return items
  const earlier = new Map(before.open.map(({ id, since }) => [id, since ?? before.period]))
  return items.map((item) => {
    const since = earlier.get(item.id)
    return { ...item, ...(since !== undefined && { since }) }
  })
}
