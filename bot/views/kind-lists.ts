import { type Block, say, small } from '#bot/slack/blocks.ts'
import { clip } from '#bot/slack/limits.ts'
import { bold, bullets, line, type Span } from '#bot/slack/text.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import type { Library } from '#src/knowledge/library.ts'
import { stagesOf } from './journey-path.ts'
import { functionName, shortName } from './names.ts'
import { oneScreen } from './one-screen.ts'
import { counted, firstFew, inWords, type Reading } from './reading.ts'
import { nothingOfKind } from './sentences.ts'

/** How many of a kind there are, one line each, and how to ask for one. */
function kindList<E extends Entry>(
  entries: E[],
  called: string,
  after: (entry: E) => Span[],
  hint: string,
): Block[] {
  if (entries.length === 0) return nothingOfKind(`${called}s`)
  return oneScreen([true, false], (isTold) => [
    say(
      line(bold(`${counted(entries.length, called)}.`)),
      bullets(
        firstFew(entries, 20, (entry) => [bold(entry.title), ...(isTold ? [' — ', ...after(entry)] : [])]),
      ),
    ),
    small(hint),
  ])
}

/** Whose journeys there are, and of which stages nothing is known. */
export const journeyList = (journeys: Entry<'journey'>[], { library }: Reading): Block[] =>
  kindList(
    journeys,
    'journey',
    (journey) => {
      const { known, unknown } = stagesOf(journey)
      const name = shortName(library, journey.body.persona)
      if (known.length === 0) return [`${name}, nothing yet`]
      const missing = unknown.length > 0 ? `, nothing yet about ${inWords(unknown, 4)}` : ''
      return [`${name}, ${counted(known.length, 'stage')}${missing}`]
    },
    'One stage, of one persona or of all: /persona journey renewal',
  )

/** Buying committees: for which deals, and who sits there. */
export const committeeList = (committees: Entry<'committee'>[], { library }: Reading): Block[] =>
  kindList(
    committees,
    'buying committee',
    ({ body }) => {
      const members = [...new Set(body.members.map(({ persona }) => shortName(library, persona)))]
      return [clip(body.when, 120), ...(members.length > 0 ? [`: ${inWords(members)}`] : [])]
    },
    'What a persona does in them: /persona committee and its name',
  )

/** Playbooks: what to open in which moment; where they are many, the names by function. */
export const playbookList = (playbooks: Entry<'playbook'>[], { library }: Reading): Block[] =>
  oneScreen([playbooksOneByOne, playbooksByFunction], (list) => [
    say(line(bold(`${counted(playbooks.length, 'playbook')}.`)), bullets(list(playbooks, library))),
    small('Add a function, a stage or a persona: /persona playbook support renewal'),
  ])

const playbooksOneByOne = (playbooks: Entry<'playbook'>[], library: Library): Span[][] =>
  firstFew(playbooks, 20, ({ title, body }) => {
    const whom = inWords(body.personas.map((slug) => shortName(library, slug)))
    const type = body.type && body.type !== 'play' ? ` ${body.type.replace('-', ' ')}` : ''
    return [
      bold(title),
      ` — ${functionName(body.function)}${type}${whom === '' ? '' : `, for ${whom}`}: `,
      clip(body.when, 120),
    ]
  })

const playbooksByFunction = (playbooks: Entry<'playbook'>[]): Span[][] =>
  [...Map.groupBy(playbooks, ({ body }) => body.function)].map(([team, some]) => [
    bold(`${functionName(team)}: `),
    inWords(
      some.map(({ title }) => clip(title, 60)),
      9,
    ),
  ])
