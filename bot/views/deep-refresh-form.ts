import { type Block, say } from '#bot/slack/blocks.ts'
import { type Choice, type Form, select } from '#bot/slack/form.ts'
import { bold, line } from '#bot/slack/text.ts'
import { type DeepRefresh, INTERVIEWS } from '#src/rhythm/deep-refresh.ts'
import { shortMonth } from '#src/runs/period.ts'
import { counted } from './reading.ts'

/** What is chosen in place of a month, to have none. */
export const OFF = 'off'

const monthName = (month: number): string =>
  shortMonth(Temporal.PlainDate.from({ year: 2000, month, day: 1 }))

/** In Home, for whoever may change it. */
export const deepRefreshLine = (chosen: DeepRefresh | undefined): string =>
  chosen ? `The deep refresh comes every ${monthName(chosen.month)}.` : 'The yearly deep refresh is off.'

/** Once a year in a month, or not at all; and how many interviews each persona is to have of the last year. */
export const deepRefreshForm = ({ chosen }: { chosen: DeepRefresh | undefined }): Form => ({
  title: 'Deep refresh',
  submit: 'Save',
  close: 'Cancel',
  blocks: [
    say(
      line(
        bold('Once a year, new interviews for every persona'),
        ': who does how many, with which customers, by when. The board gets it on the tenth business day of the month; three months are left for it.',
      ),
    ),
    select({
      block: 'month',
      label: 'Month',
      groups: [
        { label: 'Not at all', choices: [{ text: 'Off', value: OFF }] },
        { label: 'Every year in', choices: months() },
      ],
      chosen: chosen ? String(chosen.month) : OFF,
      placeholder: 'A month',
    }),
    select({
      block: 'interviews',
      label: 'Interviews for each persona in a year',
      groups: [
        {
          label: 'Interviews',
          choices: INTERVIEWS.map((count) => ({ text: String(count), value: String(count) })),
        },
      ],
      chosen: String(chosen?.interviews ?? 10),
      placeholder: '10',
    }),
  ],
})

const months = (): Choice[] =>
  Array.from({ length: 12 }, (_, index) => ({ text: monthName(index + 1), value: String(index + 1) }))

export const deepRefreshSaved = (chosen: DeepRefresh | undefined): Block[] => [
  say(
    chosen
      ? line(
          bold(`The deep refresh comes every ${monthName(chosen.month)}`),
          `, on the tenth business day: ${counted(chosen.interviews, 'interview')} for each persona, none older than a year.`,
        )
      : line(bold('The deep refresh is off.'), ' What was listed before stays until it is done or declined.'),
  ),
]

export const onlyOwnersSetRefresh = (): Block[] => [
  say(line('Whoever owns the personas, or an admin, turns the deep refresh on. Nothing was changed.')),
]
