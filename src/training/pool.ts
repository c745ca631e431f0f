import type { Claim } from '#src/knowledge/claim.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { entriesOf, type Library } from '#src/knowledge/library.ts'
import type { About, Question } from './question.ts'

/** A question before its options are drawn: what is right, and what could be taken for it. */
export type Candidate = Pick<Question, 'about' | 'persona' | 'subject' | 'entry' | 'cites'> & {
  right: string
  wrong: string[]
}

/** Everything that can be asked of what is written down. What rests on no evidence is not taught. */
export const POOL: Record<About, (library: Library) => Candidate[]> = {
  means: (library) => ofObjections(library, 'means', ({ causes }) => causes),
  'ask first': (library) => ofObjections(library, 'ask first', ({ ask }) => ask),
  'never say': (library) =>
    ofPersonas(
      library,
      'never say',
      ({ neverSay }) => neverSay,
      ({ body }) => texts(body.say),
    ),
  say: (library) =>
    ofPersonas(
      library,
      'say',
      ({ say }) => say,
      ({ body }) => texts(body.neverSay),
    ),
  fear: (library) =>
    ofPersonas(
      library,
      'fear',
      ({ fears }) => fears,
      othersSay(library, (body) => texts(body.fears)),
    ),
  decides: (library) =>
    ofPersonas(
      library,
      'decides',
      ({ decisionRules }) => decisionRules.map(({ ifNot, ...rule }) => ({ ...rule, text: ifNot })),
      othersSay(library, (body) => body.decisionRules.map(({ ifNot }) => ifNot)),
    ),
  quote: ofQuotes,
  'turn away': ofSigns,
}

type Persona = Entry<'persona'>
type Cited = Pick<Claim, 'text' | 'cites'>

const texts = (claims: { text: string }[]): string[] => claims.map(({ text }) => text)
const isFounded = ({ cites }: { cites: string[] }): boolean => cites.length > 0

/** Those whom one sells to. */
const welcome = (library: Library): Persona[] =>
  entriesOf(library, 'persona').filter(({ body }) => body.kind !== 'negative')

/** What other personas say in the same place. */
const othersSay =
  (library: Library, of: (body: Persona['body']) => string[]) =>
  ({ slug }: Persona): string[] =>
    welcome(library)
      .filter((other) => other.slug !== slug)
      .flatMap(({ body }) => of(body))

function ofPersonas(
  library: Library,
  about: About,
  claims: (body: Persona['body']) => Cited[],
  wrong: (persona: Persona) => string[],
): Candidate[] {
  return welcome(library).flatMap((persona) =>
    claims(persona.body)
      .filter(isFounded)
      .map(({ text, cites }) => ({
        about,
        persona: persona.slug,
        subject: undefined,
        entry: { kind: 'persona', slug: persona.slug },
        cites,
        right: text,
        wrong: wrong(persona),
      })),
  )
}

type OfPersona = Cited & { persona?: string | undefined }

/** What an objection means from one persona, or what one asks them, among what it is with others. */
function ofObjections(
  library: Library,
  about: About,
  lines: (body: Entry<'objection'>['body']) => OfPersona[],
): Candidate[] {
  const known = new Set(welcome(library).map(({ slug }) => slug))
  return entriesOf(library, 'objection').flatMap(({ slug, title, body }) =>
    lines(body).flatMap(({ persona, text, cites }) => {
      if (persona === undefined || !known.has(persona) || cites.length === 0) return []
      const wrong = lines(body).filter((each) => each.persona !== undefined && each.persona !== persona)
      return [
        {
          about,
          persona,
          subject: title,
          entry: { kind: 'objection', slug },
          cites,
          right: text,
          wrong: texts(wrong),
        },
      ]
    }),
  )
}

/** A customer's own words, where their source is about one persona. */
function ofQuotes(library: Library): Candidate[] {
  const all = entriesOf(library, 'persona').map(({ slug }) => slug)
  return [...library.evidence.values()].flatMap(({ slug: source, persona, quotes }) =>
    persona === undefined || !all.includes(persona)
      ? []
      : quotes.map(({ text }) => ({
          about: 'quote' as const,
          persona,
          subject: text,
          entry: { kind: 'persona', slug: persona },
          cites: [source],
          right: persona,
          wrong: all.filter((slug) => slug !== persona),
        })),
  )
}

/** By which sign somebody is to be turned away. */
function ofSigns(library: Library): Candidate[] {
  const all = entriesOf(library, 'persona')
  return all.flatMap(({ slug, body }) =>
    body.exclusionCriteria.filter(isFounded).map(({ text, cites }) => ({
      about: 'turn away' as const,
      persona: slug,
      subject: text,
      entry: { kind: 'persona', slug },
      cites,
      right: slug,
      wrong: all.map((other) => other.slug).filter((other) => other !== slug),
    })),
  )
}
