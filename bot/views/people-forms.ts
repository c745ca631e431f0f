import { type Block, say } from '#bot/slack/blocks.ts'
import {
  type Choice,
  channelInput,
  dateInput,
  type Form,
  multiSelect,
  personInput,
  select,
  textInput,
} from '#bot/slack/form.ts'
import { bold, line } from '#bot/slack/text.ts'
import type { Leave, LeaveFault } from '#src/members/leave.ts'
import { FUNCTIONS, type KnownMember, ROLES } from '#src/members/member.ts'
import { dayName } from '#src/runs/period.ts'
import { roleName } from './board.ts'
import { functionName } from './names.ts'

/** The choice of whoever belongs to no function. */
export const NO_FUNCTION = 'none'

export const SAY_WHY = 'Say in a few words why: it is kept with the change.'
export const SAY_NAME = 'Type the name by which colleagues know them.'
export const CHOOSE_PERSON = 'Choose a person.'
export const CHOOSE_DEPUTY = 'Choose who stands in.'
export const CHOOSE_DAYS = 'Choose the first and the last day.'
export const CHOOSE_CHANNEL = 'Choose a channel.'

export const LEAVE_FAULTS: Record<LeaveFault, { block: string; said: string }> = {
  'ends before it begins': { block: 'until', said: 'The last day is before the first: choose a later one.' },
  'is over': { block: 'until', said: 'These days are over: choose days to come.' },
  'names its own member': { block: 'deputy', said: 'Somebody else has to stand in: choose another person.' },
}

const functionSelect = (chosen: string | undefined) =>
  select({
    block: 'function',
    label: 'Function',
    groups: [
      {
        label: 'Function',
        choices: [
          ...FUNCTIONS.map((name) => ({ text: functionName(name), value: name })),
          { text: 'None of these', value: NO_FUNCTION },
        ],
      },
    ],
    chosen: chosen ?? NO_FUNCTION,
    placeholder: 'A function',
  })

const roleSelect = (chosen: string[]) =>
  multiSelect({
    block: 'roles',
    label: 'What they do',
    hint: 'On the board, Marketing, Sales, Product, Support and Data/BI vote.',
    optional: true,
    groups: [{ label: 'Roles', choices: ROLES.map((role) => ({ text: roleName(role), value: role })) }],
    chosen,
    placeholder: 'Roles',
  })

const why = textInput({
  block: 'why',
  label: 'Why',
  hint: 'They read it, and it is kept with the change.',
  multiline: false,
  placeholder: 'Joins for Support',
})

export const addPersonForm = (): Form => ({
  title: 'Add a person',
  submit: 'Add',
  close: 'Cancel',
  blocks: [
    personInput({ block: 'user', label: 'Who', placeholder: 'Somebody of the workspace' }),
    textInput({ block: 'name', label: 'Name', multiline: false, placeholder: 'As colleagues know them' }),
    functionSelect(undefined),
    roleSelect([]),
    why,
  ],
})

const choiceOf = ({ name, handle, function: team }: KnownMember): Choice => ({
  text: team ? `${name}, ${functionName(team)}` : name,
  value: handle,
})

const peopleGroup = (people: KnownMember[]) => [{ label: 'People', choices: people.map(choiceOf) }]

export const choosePersonForm = ({ people }: { people: KnownMember[] }): Form => ({
  title: 'Change a person',
  submit: 'Go on',
  close: 'Cancel',
  blocks: [select({ block: 'person', label: 'Who', groups: peopleGroup(people), placeholder: 'A person' })],
})

export const dutyForm = ({ member }: { member: KnownMember }): Form => ({
  title: 'Change a person',
  submit: 'Save',
  close: 'Cancel',
  blocks: [say(line(bold(member.name))), functionSelect(member.function), roleSelect(member.roles), why],
})

/** `people`: those for whom it may be entered, if that is more than oneself. */
export const leaveForm = ({
  me,
  people,
  deputies,
}: {
  me: KnownMember
  people: KnownMember[]
  deputies: KnownMember[]
}): Form => ({
  title: people.length > 1 ? 'Somebody is away' : 'I am away',
  submit: 'Save',
  close: 'Cancel',
  blocks: [
    ...(people.length > 1
      ? [
          select({
            block: 'person',
            label: 'Who is away',
            groups: peopleGroup(people),
            chosen: me.handle,
            placeholder: 'A person',
          }),
        ]
      : []),
    dateInput({ block: 'from', label: 'First day' }),
    dateInput({ block: 'until', label: 'Last day' }),
    select({
      block: 'deputy',
      label: 'Who stands in',
      hint: 'Where there is a vote to cast, they cast it on these days. They hear of it.',
      groups: peopleGroup(deputies),
      placeholder: 'A person',
    }),
  ],
})

/** A leave in one line, and by what it is known: member and first day. */
export type LeaveChoice = { leave: Leave; member: KnownMember }

export const endLeaveForm = ({ leaves }: { leaves: LeaveChoice[] }): Form => ({
  title: 'End a leave',
  submit: 'End it',
  close: 'Cancel',
  blocks: [
    select({
      block: 'leave',
      label: 'Which',
      hint: 'From now on they speak for themselves again.',
      groups: [
        {
          label: 'Leaves',
          choices: leaves.map(({ leave, member }) => ({
            text: `${member.name}, ${dayName(leave.from)} to ${dayName(leave.until)}`,
            value: `${leave.memberId}@${leave.from}`,
          })),
        },
      ],
      placeholder: 'A leave',
    }),
  ],
})

export const boardChannelForm = ({ channel }: { channel: string | undefined }): Form => ({
  title: "The board's channel",
  submit: 'Save',
  close: 'Cancel',
  blocks: [
    say(line('Proposals, reviews and the agenda are posted there. Type /invite @Dramatis in it first.')),
    channelInput({ block: 'channel', label: 'Channel', chosen: channel, placeholder: 'A channel' }),
  ],
})

export const NOT_IN_CHANNEL = "I'm not in that channel: type /invite @Dramatis there, then save again."
export const OUTSIDERS_THERE =
  'Guests or people of other companies read along there, or more than 200 people do, so that I can’t tell: choose a channel of your own people alone.'
export const NO_DIRECT = 'That is a direct message: choose a channel that the whole board reads.'

export const nothingToEnd = (): Block[] => [say(line('There is no leave that you may end.'))]
