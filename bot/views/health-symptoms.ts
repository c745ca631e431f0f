import { bold, italic, line, type Span } from '#bot/slack/text.ts'
import type { Health } from '#src/health/health.ts'
import { lackingMost, type Symptom } from '#src/health/symptoms.ts'
import type { Library } from '#src/knowledge/library.ts'
import { markOf, SYMPTOM_NAMES } from './health-words.ts'
import { personName, shortName } from './names.ts'
import { percent, plainNumber, roughly } from './numbers.ts'
import { counted } from './reading.ts'

/** Every symptom with what says so, and who: data, or the board. */
export function symptomSpans(symptom: Symptom, health: Health): Span[] {
  const { present, absent } = SYMPTOM_NAMES[symptom.symptom]
  const name = symptom.present === undefined ? `${present}?` : `${symptom.present ? present : absent}.`
  return [
    bold(`${markOf(symptom.present === undefined ? undefined : !symptom.present)} ${name}`),
    spaced(evidenceOf(symptom, health)),
    italic(` ${sourceOf(symptom, health)}`),
  ]
}

const spaced = (text: string): string => (text === '' ? '' : ` ${text}`)

/** Whose word it is. */
function sourceOf({ symptom, from }: Symptom, { facts }: Health): string {
  if (from === 'data') return '(data)'
  const answer = facts.counts.answers.get(symptom === 'vocabulary' ? 'vocabulary' : 'dashboards')
  return answer ? `(${personName(facts.library, answer.by)}, for the board)` : 'Only the board can tell.'
}

function evidenceOf(symptom: Symptom, health: Health): string {
  const { n, of } = symptom
  switch (symptom.symptom) {
    case 'count':
      return of === 0
        ? 'No customers are imported.'
        : `${roughly(n / of)} of ${counted(of, 'customer')} have a persona.`
    case 'dashboards':
      return symptom.from === 'data' ? `The monthly review shows ${counted(n, 'persona')}.` : ''
    case 'vocabulary':
      return vocabularyWords(symptom, health.facts.library)
    case 'profiles':
      return of === 0 ? 'There are no profiles.' : `${n} of ${of} have all three${lacking(health)}.`
    case 'stale':
      return of === 0
        ? 'There is nothing to update.'
        : `${n} of ${of} were changed or confirmed in half a year.`
    case 'outcomes':
      return spreadWords(symptom, health.facts.library)
  }
}

function lacking({ facts }: Health): string {
  const [most] = lackingMost(facts)
  return most ? `; ${most.part} ${most.part === 'decision logic' ? 'is' : 'are'} missing in ${most.n}` : ''
}

function vocabularyWords({ clash, n, of }: Symptom, library: Library): string {
  if (!clash) return `${n} of ${of} personas are mapped across functions.`
  const [one, other] = clash.personas.map((slug) => shortName(library, slug))
  return `“${clash.term}” means ${one} and ${other}.`
}

function spreadWords({ spread }: Symptom, library: Library): string {
  if (!spread?.most || !spread.least) return 'Fewer than two personas have a year of numbers.'
  const share = ({ persona, churn, n }: NonNullable<typeof spread.most>) =>
    `${shortName(library, persona)} ${percent(churn)} (n ${plainNumber(n)} account-months)`
  return `Churn a month: ${share(spread.most)}, ${share(spread.least)}.`
}

export const headOfSymptoms = ({ symptoms }: Health) => {
  const present = symptoms.filter((each) => each.present).length
  return line(
    bold(`${present} of ${symptoms.length} symptoms.`),
    ' From three on, personas are documents, not an ecosystem.',
  )
}
