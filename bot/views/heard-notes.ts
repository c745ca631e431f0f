import { type Block, buttons, say } from '#bot/slack/blocks.ts'
import { clip } from '#bot/slack/limits.ts'
import { bold, italic, line, type Span } from '#bot/slack/text.ts'
import type { KnownEvidence } from '#src/evidence/evidence.ts'
import type { Library } from '#src/knowledge/library.ts'
import { personName, shortName } from './names.ts'
import { firstName } from './proposal-text.ts'
import { quoted } from './reading.ts'

const sentence = (...spans: Span[]): Block[] => [say(line(...spans))]

/** "Thanks. It's the 3rd voice on renewal for Carla, and Mina hears of it." */
export function voiceKept(
  { persona = '', stage }: KnownEvidence,
  number: number,
  owner: string | undefined,
  library: Library,
): Block[] {
  const on = stage === undefined ? 'from' : `on ${stage} from`
  const hears = personName(library, owner)
  return sentence(
    bold(`Thanks: the ${ordinal(number)} voice ${on} ${shortName(library, persona)}.`),
    hears ? ` ${firstName(hears)} hears of it.` : '',
  )
}

/** Where no form can open: what to do, and what was typed travels with the button. */
export function openHeard(text: string, cut: boolean): Block[] {
  const said = text === '' ? line('Press, and put down what they said.') : line(quoted(clip(text, 1500)))
  return [
    say(
      line(bold(text === '' ? 'Heard something new?' : 'One press, and it is evidence:')),
      said,
      cut ? line(italic('Only its beginning fits on a button; paste the rest into the form.')) : undefined,
    ),
    buttons([{ text: 'Put it down', action: 'heard', value: { text }, style: 'primary' }]),
  ]
}

export const noSuchVoice = (): Block[] => sentence('This piece of evidence is no longer here.')

/** In short, for a proposal that comes from a voice. */
export const heardSo = ({ title, quotes }: KnownEvidence): string =>
  `${title}: ${quoted(quotes[0]?.text ?? '')}`

/** "1st", "2nd", "3rd", "11th" */
function ordinal(number: number): string {
  const rest = number % 100
  if (rest > 10 && rest < 14) return `${number}th`
  return `${number}${({ 1: 'st', 2: 'nd', 3: 'rd' } as Record<number, string>)[number % 10] ?? 'th'}`
}

/** Under a field of a form, which stays open. */
export const SAY_QUOTE = 'Say what they said, word for word.'
export const CHOOSE_WHO = 'Choose the persona who said it.'
export const NO_SUCH_ACCOUNT = 'This account is no longer known. Choose another one, or leave it out.'
