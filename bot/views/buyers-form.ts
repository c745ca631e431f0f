import { small } from '#bot/slack/blocks.ts'
import { type Form, multiSelect, select } from '#bot/slack/form.ts'
import type { Target } from '#src/campaigns/target-buyers.ts'
import { plainNumber } from './numbers.ts'

/** The sizes from which a buyer may be one whom one wants. */
export const SIZES = ['10', '20', '50', '100', '250', '1000'] as const

/** Whom the numbers are to be about: any of the industries and roles that there are, from a size on. */
export function buyersForm({
  target,
  industries,
  roles,
}: {
  target: Target
  industries: string[]
  roles: string[]
}): Form {
  const oneOf = (values: string[]) => values.map((value) => ({ text: value, value }))
  return {
    title: 'Target buyers',
    submit: 'Look',
    blocks: [
      ...several('industries', 'Industries', oneOf(industries), target.industries),
      ...several('roles', 'Roles of who signed up first', oneOf(roles), target.roles),
      select({
        block: 'least',
        label: 'Employees',
        placeholder: 'Any number',
        optional: true,
        groups: [
          {
            label: 'At least',
            choices: SIZES.map((size) => ({ text: `${plainNumber(Number(size))} or more`, value: size })),
          },
        ],
        chosen: target.least === undefined ? undefined : String(target.least),
      }),
      small('The answer comes into your messages with me.'),
    ],
  }
}

type Choices = { text: string; value: string }[]

/** A menu of nothing is none. */
const several = (block: string, label: string, choices: Choices, chosen: string[]) =>
  choices.length === 0
    ? []
    : [
        multiSelect({
          block,
          label,
          placeholder: 'All',
          optional: true,
          groups: [{ label, choices }],
          chosen,
        }),
      ]
