import { type Block, say } from '#bot/slack/blocks.ts'
import { dateInput, type Form, multiSelect, select, textInput } from '#bot/slack/form.ts'
import { bold, line } from '#bot/slack/text.ts'
import { aboutOf } from '#src/board/about.ts'
import type { Proposal } from '#src/board/proposal.ts'
import type { Lack } from '#src/board/record-meeting.ts'
import { turnOf } from '#src/board/ruling.ts'
import type { Library } from '#src/knowledge/library.ts'
import type { KnownMember } from '#src/members/member.ts'
import { dayName } from '#src/runs/period.ts'
import { functionName } from './names.ts'
import { aboutWhat, firstName } from './proposal-text.ts'
import { counted, inWords } from './reading.ts'

type Facts = { proposal: Proposal; library: Library; members: KnownMember[]; today: Temporal.PlainDate }

/** What was decided in the room, who was there, why and when. */
export const meetingDecisionForm = ({ proposal, library, members, today }: Facts): Form => ({
  title: 'Decided in a meeting',
  submit: 'Record it',
  close: 'Cancel',
  blocks: [
    say(
      line(bold(aboutWhat(library, aboutOf(proposal)))),
      line('This closes it at once, whatever was voted here. Your name stands under it.'),
    ),
    select({
      block: 'decided',
      label: 'What was decided?',
      placeholder: 'Choose one',
      groups: [
        {
          label: 'Decision',
          choices: [
            { text: 'Approved', value: 'approved' },
            { text: 'Rejected', value: 'rejected' },
          ],
        },
      ],
    }),
    multiSelect({
      block: 'present',
      label: 'Who was there?',
      hint: needed(proposal),
      placeholder: 'Everybody who was in the room',
      groups: [{ label: 'People', choices: members.map(choiceOf) }],
      chosen: [],
    }),
    textInput({
      block: 'reason',
      label: 'Why?',
      placeholder: 'What the room said, in a sentence or two',
    }),
    dateInput({ block: 'on', label: 'On which day?', chosen: today.toString() }),
  ],
})

const choiceOf = ({ id, name, function: team }: KnownMember) => ({
  text: team ? `${name}, ${functionName(team)}` : name,
  value: id,
})

function needed({ ruling }: Proposal): string {
  const turn = turnOf(ruling)
  if (turn === 'owner') return 'Its owner has to have been there.'
  if (turn === 'operator') return 'An admin has to have been there.'
  return `Board members of at least ${counted(ruling.rule.least, 'function')} have to have been there.`
}

/** What keeps it from being recorded, under the field that it is about. */
export function sayLack(lack: Lack): Record<string, string> {
  switch (lack.lacks) {
    case 'day':
      return { on: `Choose a day from ${dayName(lack.opened)}, when it was proposed, to today.` }
    case 'functions': {
      const were = lack.heard.length === 0 ? 'nobody of the board' : inWords(lack.heard.map(functionName))
      const missing = counted(lack.least - lack.heard.length, 'more function is', 'more functions are')
      return {
        present: `It takes ${lack.least} functions of the board, and this is ${were}: ${missing} needed.`,
      }
    }
    case 'owner':
      return {
        present: `${lack.owner ? firstName(lack.owner.name) : 'Its owner'}, who owns it, was not there. Without them it is not decided.`,
      }
    case 'operator':
      return { present: 'An admin decides on this, and none was there.' }
    case 'sponsor':
      return {
        present: `${firstName(lack.blocker)} blocks this, and nobody was there who may lift it: the sponsor.`,
      }
  }
}

export const onlyTheBoardRecords = (): Block[] => [
  say(
    line(
      'Only who sits on the board, sponsors it or answers for the personas records what a meeting decided. Nothing was changed.',
    ),
  ),
]

export const meetingLacks = (lack: Lack): Block[] => [
  say(line('Nothing was recorded. ', ...Object.values(sayLack(lack)))),
]

export const CHOOSE_DECISION = 'Choose what was decided.'
export const SAY_WHO = 'Say who was there.'
export const SAY_WHY_MEETING = 'Say why: a decision needs a reason.'
export const SAY_WHEN = 'Say on which day.'
