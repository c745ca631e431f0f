import { type Block, say } from '#bot/slack/blocks.ts'
import { clip } from '#bot/slack/limits.ts'
import { bold, code, italic, line } from '#bot/slack/text.ts'

/** Nobody is called so: what to type instead. */
export const noSuchAccount = (typed: string): Block[] => [
  typed.trim() === ''
    ? say(
        line(
          bold('Whom are you going to meet?'),
          ' Type the name of the account, such as ',
          code('prep northwind freight'),
          '.',
        ),
      )
    : say(
        line(
          'I know no account called ',
          italic(clip(typed, 100)),
          '. A part of its name or its id will do; whoever runs me can import it.',
        ),
      ),
]

/** Several fit: the buttons below name them. */
export const whichAccount = (typed: string): Block[] => [
  say(
    line(
      bold('Which one?'),
      ' Several accounts fit ',
      italic(clip(typed, 100)),
      '. Press one, or type more of its name.',
    ),
  ),
]

/** No account is called so, when somebody wants to know what will become of it. */
export const nobodyToForesee = (typed: string): Block[] => [
  say(
    line(
      'I know no account and no persona called ',
      italic(clip(typed, 100)),
      '. A part of its name or its id will do, such as ',
      code('predict northwind freight'),
      '.',
    ),
  ),
]
