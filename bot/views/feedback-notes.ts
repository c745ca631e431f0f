import { type Block, buttons, say } from '#bot/slack/blocks.ts'
import { bold, line } from '#bot/slack/text.ts'
import { ENOUGH, type Tried } from '#src/feedback/feedback.ts'
import type { Library } from '#src/knowledge/library.ts'
import { shortName } from './names.ts'

/** "worked 12 of 15 times for Carla" */
export function triedWords({ worked, of, persona }: Tried, library: Library): string {
  const whom = persona === undefined ? '' : ` for ${shortName(library, persona)}`
  return `worked ${worked} of ${of} times${whom}`
}

/** To whoever pressed Worked or Didn't; what they heard instead is one press away. */
export function thanksForVerdict(
  worked: boolean,
  { entry, persona }: { entry: string; persona: string | undefined },
  tried: Tried | undefined,
  library: Library,
): Block[] {
  const count = tried && tried.of >= ENOUGH ? ` It ${triedWords(tried, library)}.` : ''
  if (worked) return [say(line(bold('Good to know, thanks.'), count))]
  return [
    say(line(bold('Thanks, its owner sees that.'), count, ' What you heard helps to mend it.')),
    buttons([{ text: 'What did they say?', action: 'heard', value: { persona, entry } }]),
  ]
}
