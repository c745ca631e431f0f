import { multiSelect } from '#bot/slack/form.ts'
import type { KnownEvidence } from '#src/evidence/evidence.ts'
import type { Library } from '#src/knowledge/library.ts'
import { keyInWords } from './names.ts'
import { capital } from './reading.ts'

/** A form stays quick on a phone, and within what Slack takes. */
const MOST = 400

type Wanted = {
  block?: string
  label: string
  hint?: string
  persona: string | undefined
  chosen: string[]
  optional?: boolean
}

/**
 * A choice among the evidence, by method: what is chosen is always there, then what is about the persona, then the
 * newest. Nothing, where there is no evidence yet.
 */
export function evidenceSelect(
  library: Library,
  { block = 'evidence', label, hint, persona, chosen, optional = true }: Wanted,
) {
  const rank = ({ slug, persona: about }: KnownEvidence): number => {
    if (chosen.includes(slug)) return 0
    return about === undefined || about === persona ? 1 : 2
  }
  const items = [...library.evidence.values()]
    .toSorted((a, b) => rank(a) - rank(b) || b.date.localeCompare(a.date))
    .slice(0, MOST)
  const groups = [...Map.groupBy(items, ({ method }) => method)].map(([method, some]) => ({
    label: capital(keyInWords(method)),
    choices: some.map(({ title, slug }) => ({ text: title, value: slug })),
  }))
  if (groups.length === 0) return []
  return [
    multiSelect({
      block,
      label,
      ...(hint !== undefined && { hint }),
      placeholder: 'Sources',
      optional,
      groups,
      chosen,
    }),
  ]
}
