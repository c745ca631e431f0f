import { bold, type Span } from '#bot/slack/text.ts'
import type { Pitfall } from '#src/health/pitfalls.ts'
import type { Library } from '#src/knowledge/library.ts'
import { shortName } from './names.ts'
import { roughly } from './numbers.ts'
import { capital, counted, inWords } from './reading.ts'

/** What is wrong in a few words, and what gets one out of it. */
export function pitfallWords({ pitfall, personas, n, of }: Pitfall, library: Library): [string, string] {
  const who = inWords(
    personas.map((slug) => shortName(library, slug)),
    4,
  )
  switch (pitfall) {
    case 'static':
      return [
        `Static: ${who}`,
        'nobody changed or confirmed it for 18 months; interview five customers anew.',
      ]
    case 'many-primary':
      return [
        `Too many: ${n} primary personas`,
        'make some of them secondary; three to five can be kept apart.',
      ]
    case 'no-negative':
      return ['No negative persona', 'write down whom you turn away, and by what one knows them.']
    case 'negative-unused':
      return [
        `Negative personas are not used: ${roughly(of === 0 ? 0 : n / of)} of ${counted(of, 'lead')} turned away`,
        'below 20 % nobody is; put their criteria into lead scoring.',
      ]
    case 'assumptions':
      return [`Assumption-based: ${who}`, 'most claims cite no evidence, which is worse than no persona.']
    case 'orphaned':
      return [`Orphaned: ${who}`, 'name an owner who is there.']
    case 'no-adoption':
      return [
        `Not used: ${n === 0 ? 'no function' : counted(n, 'function')} asked within 30 days`,
        'three are the bar; take one playbook to the next team meeting.',
      ]
    case 'categories':
      return [`Categories clash: one word means ${who}`, 'map who says what in the vocabulary.']
    case 'generic':
      return [`Too generic: ${who}`, 'they share most of their claims; merge them, or say how they differ.']
    case 'not-measurable':
      return [`Not measurable: ${who}`, 'fewer than 30 customers are tagged with it.']
    case 'no-governance':
      return [
        `No governance: ${counted(n, 'function')} on the board`,
        'a decision needs three; give somebody of each the role board.',
      ]
  }
}

export const pitfallSpans = (pitfall: Pitfall, library: Library): Span[] => {
  const [what, mend] = pitfallWords(pitfall, library)
  return [bold(`${what}. `), capital(mend)]
}
