import type { Entry } from '#src/knowledge/entry.ts'
import type { Library } from '#src/knowledge/library.ts'
import { negativePersonas } from './negative.ts'

/** What the exclusions are for: a score of leads in one's own CRM, or the audience of an advertisement. */
export const PURPOSES = ['scoring', 'ads'] as const
export type Purpose = (typeof PURPOSES)[number]

/**
 * The fields that advertising platforms let one exclude by: what LinkedIn, Google, Microsoft and Meta know of a member,
 * a company or a search. What only one's own CRM, product or sales call tells is none of them.
 */
export const AD_FIELDS: ReadonlySet<string> = new Set([
  'company',
  'company_name',
  'company_size',
  'company_revenue',
  'industry',
  'country',
  'region',
  'city',
  'language',
  'job_title',
  'job_function',
  'seniority',
  'search_term',
])

/** One criterion that a tool can apply. */
export type Exclusion = {
  persona: string
  exclusion: string
  field: string
  operator: string
  value: string | number
  /** When to come back, of a premature one. */
  revisit: string | undefined
}

export type Exclusions = {
  rows: Exclusion[]
  /** Criteria in words alone, which no tool can apply. */
  inWords: { persona: string; text: string }[]
  /** Criteria by fields that an advertising platform doesn't know. */
  leftOut: Exclusion[]
}

/** The criteria of the negative personas that are active; those of hypotheses only where they are asked for. */
export function exclusionsOf(library: Library, purpose: Purpose, withHypotheses: boolean): Exclusions {
  const personas = negativePersonas(library).filter(({ status }) => status === 'active' || withHypotheses)
  const all = personas.flatMap(criteriaOf)
  const isKnown = ({ field }: Exclusion) => purpose === 'scoring' || AD_FIELDS.has(fieldKey(field))
  return {
    rows: all.filter(isKnown),
    inWords: personas.flatMap(({ slug, body }) =>
      body.exclusionCriteria.flatMap(({ field, text }) => (field ? [] : [{ persona: slug, text }])),
    ),
    leftOut: all.filter((each) => !isKnown(each)),
  }
}

function criteriaOf({ slug, body }: Entry<'persona'>): Exclusion[] {
  return body.exclusionCriteria.flatMap(({ field, operator, value }) =>
    field === undefined || operator === undefined || value === undefined
      ? []
      : [
          {
            persona: slug,
            exclusion: body.exclusion ?? '',
            field,
            operator,
            value,
            revisit: body.revisit,
          },
        ],
  )
}

/** "Company Size" and company-size are company_size. */
const fieldKey = (field: string): string =>
  field
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_')
