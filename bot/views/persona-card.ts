import { type Block, say } from '#bot/slack/blocks.ts'
import { clip } from '#bot/slack/limits.ts'
import { bold, italic, joined, line, type Span } from '#bot/slack/text.ts'
import type { Claim } from '#src/knowledge/claim.ts'
import { claimText } from '#src/knowledge/claim.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { fateLine } from './decision.ts'
import { freshness } from './freshness.ts'
import { claimSpans, quoted, type Reading } from './reading.ts'

const SHORT = 220

/** The one-page card: who, what they want and fear, how they decide, what to say, where to reach them. */
export function personaCard(persona: Entry<'persona'>, reading: Reading): Block[] {
  const { body } = persona
  const pains = body.pains.toSorted((a, b) => b.severity - a.severity)
  return [
    say(
      line(bold(persona.title), ...identitySpans(persona), ' · ', italic(kindOf(persona))),
      facts([
        ['Wants', body.goals.slice(0, 2)],
        ['Hurts', pains.slice(0, 1)],
        ['Afraid of', body.fears.slice(0, 1)],
      ]),
      facts([
        ['Decides by', body.decisionLogic.slice(0, 2)],
        ['Deal-breaker', body.decisionRules.slice(0, 1).map((rule) => ({ ...rule, text: claimText(rule) }))],
      ]),
      lines(persona),
      facts([
        ['Trusts', body.trusts.slice(0, 1)],
        ['Lives in', body.channels.slice(0, 1)],
      ]),
    ),
    ...fateLine(persona.slug, reading),
    freshness(persona, reading),
  ]
}

/** "primary persona", or why a negative one is turned away. */
export function kindOf({ body }: Entry<'persona'>): string {
  return body.kind === 'negative'
    ? `negative: ${(body.exclusion ?? 'excluded').replaceAll('-', ' ')}`
    : body.kind
}

export function identitySpans({ body }: Entry<'persona'>): Span[] {
  const { role, company, authority } = body.identity
  const said = [role, company, authority].flatMap((part) => (part === undefined ? [] : clip(part, 120)))
  return said.length === 0 ? [] : [` — ${said.join(', ')}`]
}

type Shown = Pick<Claim, 'text' | 'cites'>

/** Labelled claims, one label a line; a label without claims is left out. */
function facts(labelled: [string, Shown[]][]) {
  const present = labelled.filter(([, claims]) => claims.length > 0)
  if (present.length === 0) return undefined
  const said = present.map(([label, claims]): Span[] => [
    bold(`${label}: `),
    ...joined(
      claims.map((claim) => claimSpans(claim, SHORT)),
      '; ',
    ),
  ])
  return line(...joined(said, '\n'))
}

function lines({ body }: Entry<'persona'>) {
  const say = body.say
    .slice(0, 1)
    .map((claim): Span[] => [bold('Say: '), ...claimSpans({ ...claim, text: quoted(claim.text) }, SHORT)])
  const never = body.neverSay
    .slice(0, 1)
    .map((claim): Span[] => [
      bold('Never say: '),
      ...claimSpans({ ...claim, text: quoted(claim.text) }, SHORT),
    ])
  const both = [...say, ...never]
  return both.length === 0 ? undefined : line(...joined(both, '\n'))
}
