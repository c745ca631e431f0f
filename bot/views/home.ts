import type { HomeFacts } from '#bot/home/facts.ts'
import { type Block, type ButtonSpec, buttons, listed, say, small } from '#bot/slack/blocks.ts'
import { clip } from '#bot/slack/limits.ts'
import { bold, code, italic, line, moment } from '#bot/slack/text.ts'
import { aboutOf } from '#src/board/about.ts'
import type { Proposal } from '#src/board/proposal.ts'
import type { DueEntry } from '#src/knowledge/due.ts'
import type { Library } from '#src/knowledge/library.ts'
import type { KnownMember } from '#src/members/member.ts'
import { flagToSettle, questionToAnswer, triedSpans } from './asked-of-owner.ts'
import { dueSpans, myDueSpans } from './due.ts'
import { stateOfKnowledge } from './home-state.ts'
import { functionName, shortName } from './names.ts'
import { partLines } from './part-lines.ts'
import { plannedJobRows } from './planned-jobs.ts'
import { fullDiffButton, votable, voteButtons } from './proposal-status.ts'
import { aboutWhat, day, firstName } from './proposal-text.ts'
import { counted, firstFew } from './reading.ts'
import { rhythmBlocks } from './rhythm.ts'
import { emptyKnowledge } from './sentences.ts'
import { allStillTrueButton, stillTrueButton } from './still-true.ts'

const DUE_WITH_BUTTONS = 3
const MOST_DUE = 5
const MOST_BUTTONS = 6
const MOST_FLAGS = 3
const MOST_TRIED = 5

/** What somebody reads in the Home tab, the most urgent first; what there is nothing of is left out. */
export function homeBlocks(facts: HomeFacts): Block[] {
  const { library, now, zone, votes } = facts
  return [
    headline(facts),
    ...votes.waiting.flatMap((proposal) => toVoteOn(proposal, library)),
    ...boardLine(facts),
    ...alertLine(facts),
    ...asked(facts),
    ...toConfirm(facts),
    ...personas(facts),
    ...playbooks(facts),
    ...toWatch(facts),
    ...(facts.state ? [stateOfKnowledge(facts.state, facts.asked, library)] : []),
    ...(facts.state?.adoption
      ? [buttons([asking('Adoption', 'adoption'), asking('Self-test', 'health')])]
      : []),
    ...(facts.rhythm ? rhythmBlocks(facts.rhythm) : []),
    ...plannedJobRows(facts.jobs ?? [], { library, zone }),
    small('As of ', moment(now, '{time}', now.toZonedDateTimeISO(zone).toPlainTime().toString().slice(0, 5))),
  ]
}

/** To a guest, or to somebody whom the knowledge base does not name. */
export const homeOfNobody = (outsider: boolean): Block[] => [
  say(
    line(bold('Hello!'), ' I keep our customer personas.'),
    line(
      outsider
        ? 'Ask me in Messages: I show you what is meant for customers.'
        : 'Ask me anything about them in Messages, or type ',
      ...(outsider ? [] : [code('/persona'), ' anywhere.']),
    ),
  ),
]

/** To the first who comes. */
export const homeWithoutKnowledge = ({ name }: KnownMember): Block[] => [
  say(
    line(
      bold(`Welcome, ${firstName(name)}.`),
      ' I keep your customer personas, and answer right where you talk.',
    ),
  ),
  ...emptyKnowledge(),
]

function headline({ member, votes, due, alerts, asked: { flags, of } }: HomeFacts): Block {
  const stale = due.mine.filter((each) => each.stale).length
  const count = votes.waiting.length + votes.more + stale + flags.length + alerts
  const name = firstName(member.name)
  const need =
    count === 0 ? calm(of, name) : `${count} ${count === 1 ? 'thing needs' : 'things need'} you, ${name}.`
  return say(line(bold(need), ' Ask me anything in Messages, or with ', code('/persona'), ' anywhere.'))
}

/** Questions can wait, but they do wait. */
const calm = (questions: number, name: string): string =>
  questions === 0
    ? `Nothing needs you today, ${name}.`
    : `${counted(questions, 'question waits', 'questions wait')} for your answer, ${name}.`

/** As much of a proposal as one needs to vote; the whole is behind its last button. */
function toVoteOn(proposal: Proposal, library: Library): Block[] {
  const { proposer, parts, rationale, deadline } = proposal
  return [
    say(
      line(
        bold(`${firstName(proposer.name)} proposes: ${aboutWhat(library, aboutOf(proposal))}`),
        ' · waits for your vote until ',
        day(deadline),
      ),
      ...partLines(parts, library, { changes: 1, entries: 3, most: 160 }),
      line(italic('Why: '), clip(rationale, 160)),
    ),
    buttons([...voteButtons(votable(proposal)), fullDiffButton(proposal)]),
  ]
}

/** What else the board has before it. */
function boardLine({ votes: { more, others, waiting } }: HomeFacts): Block[] {
  const open = waiting.length + more > 0 ? 'other open proposal' : 'open proposal'
  const parts = [
    ...(more > 0 ? [`${counted(more, 'more proposal waits', 'more proposals wait')} for your vote`] : []),
    ...(others > 0 ? [`${counted(others, open)} before the board`] : []),
  ]
  return parts.length === 0 ? [] : [small(`${parts.join('; ')}.`)]
}

/** What others ask and find of what this member answers for, and how often it worked. */
const alertLine = ({ alerts }: HomeFacts): Block[] =>
  alerts === 0
    ? []
    : [
        say(line(bold(`${counted(alerts, 'alert')} of yours ${alerts === 1 ? 'is' : 'are'} open.`))),
        buttons([asking('My alerts', 'alerts')]),
      ]

function asked({ asked: { flags, questions, of, tried }, library }: HomeFacts): Block[] {
  const more = flags.length - MOST_FLAGS
  return [
    ...flags.slice(0, MOST_FLAGS).flatMap((flag) => flagToSettle(flag, library)),
    ...(more > 0 ? [small(`… and ${more} more that somebody flagged.`)] : []),
    ...questions.flatMap(questionToAnswer),
    ...(of > questions.length
      ? [small(`… and ${of - questions.length} more that wait for your answer.`)]
      : []),
    ...(tried.length > 0
      ? [
          say(
            ...listed(
              'How it went',
              firstFew(tried, MOST_TRIED, (each) => triedSpans(each, library)),
            ),
          ),
        ]
      : []),
  ]
}

function toConfirm({ due: { mine }, member }: HomeFacts): Block[] {
  const alone = mine.slice(0, DUE_WITH_BUTTONS)
  const rest = mine.slice(DUE_WITH_BUTTONS)
  return [
    ...alone.flatMap((each) => [say(line(...myDueSpans(each))), buttons(confirmButtons(each))]),
    ...(rest.length > 0 ? [say(...listed('And', firstFew(rest, MOST_DUE, myDueSpans)))] : []),
    ...(mine.length > 1 ? [buttons([allStillTrueButton(member.handle)])] : []),
  ]
}

const confirmButtons = ({ kind, slug, version }: DueEntry): ButtonSpec[] => [
  ...(version === undefined ? [] : [stillTrueButton({ kind, slug, version })]),
  { text: 'Show', action: 'show-entry', value: { kind, slug } },
]

/** What others confirm, or what is not due yet. */
function toWatch({ due: { others }, member, library }: HomeFacts): Block[] {
  if (others.length === 0) return []
  const spans = (each: DueEntry) =>
    each.verifier === member.handle ? myDueSpans(each) : dueSpans(each, library)
  return [say(...listed('You own these, or stand in', firstFew(others, MOST_DUE, spans)))]
}

function personas({ personas: { own, entries }, library }: HomeFacts): Block[] {
  if (entries.length === 0) return []
  const shown = entries.slice(0, MOST_BUTTONS).map(({ slug }) => asking(shortName(library, slug), slug))
  return [
    say(line(bold(own ? 'Your personas' : 'Personas'))),
    buttons([...shown, asking('All personas', 'list')]),
  ]
}

function playbooks({ playbooks: { own, entries }, member }: HomeFacts): Block[] {
  if (entries.length === 0) return []
  const whose = own ? 'Your playbooks' : `Playbooks of ${functionName(member.function ?? '')}`
  const shown = entries
    .slice(0, MOST_BUTTONS)
    .map(({ title, body }) => asking(title, `playbook ${body.function} ${title}`))
  return [say(line(bold(whose))), buttons([...shown, asking('All playbooks', 'playbook')])]
}

const asking = (text: string, ask: string): ButtonSpec => ({ text, action: 'ask', value: { text: ask } })
