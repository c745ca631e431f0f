import { type Block, buttons, listed, say, small } from '#bot/slack/blocks.ts'
import { clip } from '#bot/slack/limits.ts'
import { plainText } from '#bot/slack/plain-text.ts'
import { bold, line, type Span } from '#bot/slack/text.ts'
import type { Kit } from '#src/workshop/kit.ts'
import { functionName, shortName } from './names.ts'
import { oneScreen } from './one-screen.ts'
import { personaCard } from './persona-card.ts'
import { counted, firstFew, inWords, quoted, type Reading } from './reading.ts'

/** An hour: so many minutes for what. */
function agendaOf(kit: Kit, who: string): [number, string][] {
  const disputed = disagreements(kit, who).length
  return [
    [5, `Each function says in one sentence who ${who} is`],
    [10, `Read the card; mark what surprises you`],
    [
      disputed > 0 ? 25 : 15,
      disputed > 0 ? 'Settle what you disagree on' : `Look for what is missing about ${who}`,
    ],
    [disputed > 0 ? 15 : 25, 'Play the exercises'],
    [5, 'Who changes what by when; propose it in Slack'],
  ]
}

/** What functions see differently, or nobody knows; what there is nothing of is left out. */
function disagreements({ words, assumptions, open }: Kit, who: string): { head: string; items: string[] }[] {
  const said = words.map(({ function: team, term }) => `${functionName(team)} says “${term}”`)
  return [
    { head: `One person, ${counted(words.length, 'name')}`, items: words.length > 1 ? said : [] },
    { head: 'Disputed', items: open.disputes.map(({ said: what, text }) => `${what}: ${quoted(text)}`) },
    { head: "Flagged: doesn't fit any more", items: open.flags.map(({ text }) => quoted(text)) },
    { head: `Asked about ${who}, answered by nobody`, items: open.questions.map(quoted) },
    { head: 'Assumed: no evidence yet', items: assumptions.map(({ text }) => text) },
  ].filter(({ items }) => items.length > 0)
}

/** Exercises out of what is written down. */
function exercisesOf({ assumptions, objection }: Kit, who: string): string[] {
  return [
    `Blind card: each function writes what ${who} is afraid of and what makes ${who} say no. Then compare with the card.`,
    ...(assumptions.length > 0
      ? [
          `Know, guess, doubt: sort the ${counted(assumptions.length, 'assumption')} into three heaps. For each guess, name one customer to ask.`,
        ]
      : []),
    ...(objection
      ? [
          `Role play: somebody is ${who} and says ${quoted(objection.title)}. What is meant is: ${objection.cause.text}${objection.ask ? ` Does anybody ask: ${quoted(objection.ask.text)}?` : ''}`,
        ]
      : []),
    `Last deal, last ticket, last brief: each function brings one of ${who}, and says what the card would have changed.`,
  ]
}

/** The kit on a phone: what the hour is for, and what the disagreements are. */
export function workshopKit(kit: Kit, { library }: Pick<Reading, 'library'>): Block[] {
  const who = shortName(library, kit.persona.slug)
  const items = disagreements(kit, who)
  return oneScreen([4, 3, 2, 1], (few) => [
    say(
      line(bold(`Workshop on ${who}: one hour, every function.`)),
      ...listed(
        '',
        agendaOf(kit, who).map(([minutes, what]): Span[] => [`${minutes} min · ${what}`]),
      ).slice(1),
    ),
    items.length === 0
      ? say(line('Nothing is disputed, flagged, asked or assumed.'))
      : say(
          ...items.flatMap(({ head, items: some }) =>
            listed(
              head,
              firstFew(some, few, (each) => [clip(each, 110)]),
            ),
          ),
        ),
    small(`In the file: the card of ${who}, all of this, and ${exercisesOf(kit, who).length} exercises.`),
    buttons([
      {
        text: 'Get the file',
        action: 'workshop-file',
        value: { persona: kit.persona.slug },
        style: 'primary',
      },
      { text: who, action: 'ask', value: { text: kit.persona.slug } },
    ]),
  ])
}

/** The whole kit, to be printed or kept: Markdown. */
export function workshopFile(kit: Kit, reading: Reading): { name: string; title: string; text: string } {
  const who = shortName(reading.library, kit.persona.slug)
  const card = plainText(personaCard(kit.persona, reading)).split('\n')
  const day = reading.now.toZonedDateTimeISO(reading.zone).toPlainDate().toString()
  const items = disagreements(kit, who)
  const teams = inWords(kit.words.map(({ function: team }) => functionName(team)))
  const parts = [
    `# Workshop on ${who}, ${day}`,
    `One hour${teams === '' ? '' : `, with ${teams}`}. Aim: one picture of ${who}, and a list of who changes what.`,
    '## Agenda',
    agendaOf(kit, who)
      .map(([minutes, what]) => `- ${minutes} min: ${inOneLine(what)}`)
      .join('\n'),
    '## The card',
    card.map((each) => `> ${each}`).join('\n>\n'),
    '## Where you disagree, or nobody knows',
    items.length === 0
      ? 'Nothing is disputed, flagged, asked or assumed.'
      : items
          .map(
            ({ head, items: some }) =>
              `### ${head}\n\n${some.map((each) => `- [ ] ${inOneLine(each)}`).join('\n')}`,
          )
          .join('\n\n'),
    '## Exercises',
    exercisesOf(kit, who)
      .map((each, index) => `${index + 1}. ${inOneLine(each)}`)
      .join('\n'),
    '## What follows',
    '| who | changes what | by when |\n|---|---|---|\n|  |  |  |\n|  |  |  |',
    `Propose it under \`/persona ${who.toLowerCase()}\`: the board decides.`,
  ]
  return {
    name: `workshop-${kit.persona.slug}-${day}.md`,
    title: `Workshop on ${who}`,
    text: `${parts.join('\n\n')}\n`,
  }
}

const inOneLine = (text: string): string => text.replaceAll(/\s+/g, ' ')

export const workshopOnWhom = (): Block[] => [say(line('A workshop on whom? Name a persona.'))]

export const fileSent = (): Block[] => [say(line('The file is in your messages with me.'))]

export const fileGone = (): Block[] => [
  say(line('This persona is not there any more, so there is nothing to hold a workshop on.')),
]
