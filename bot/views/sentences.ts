import { type Block, say } from '#bot/slack/blocks.ts'
import { clip } from '#bot/slack/limits.ts'
import { bold, code, italic, line, mention } from '#bot/slack/text.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { inWords } from './reading.ts'

const sentence = (...spans: Parameters<typeof line>): Block[] => [say(line(...spans))]

/** Nothing verified fits: what is nearest, and who will hear of it. */
export function nothingFound(question: string, nearest: Entry[], owner: string | undefined): Block[] {
  const near = nearest.length > 0 ? ` Closest: ${inWords(nearest.map(({ title }) => title))}.` : ''
  const noted = owner ? ` I have noted the question for ${owner}.` : ' I have noted the question.'
  return sentence(
    'I have nothing verified on ',
    italic(clip(question.replace(/[\s?!.…]+$/u, ''), 300)),
    `.${near}${noted}`,
  )
}

export const emptyKnowledge = (): Block[] =>
  sentence(
    'There are no personas here yet. The operator can import some: ',
    code('npm run -s dramatis -- init personas'),
    ' writes an example folder, ',
    code('npm run -s dramatis -- import personas'),
    ' takes it in.',
  )

/** Of a kind that the company hasn't described yet. */
export const nothingOfKind = (many: string): Block[] =>
  sentence(`There are no ${many} here yet. Whoever owns your personas can import some.`)

/** To whoever greets, or says nothing that could be answered. */
export const atYourService = (): Block[] =>
  sentence(bold('Hi!'), ' Ask me about your customers in your own words, or type ', code('help'), '.')

export const youAreWelcome = (): Block[] => sentence("You're welcome.")

/** Asked for all that is known, of nobody. */
export const whoseProfile = (): Block[] => sentence('Everything about whom? Name a persona.')

/** Of an entry of which only the name is written down. */
export const nothingMore = (): Block =>
  say(line(italic('Nothing more is written down yet. Propose what you know.')))

export const kept = (): Block[] => sentence('Kept: a copy is in your messages with me.')

export const sharedHere = (channel: string): Block[] =>
  sentence('Shared in ', { type: 'channel', channel_id: channel }, '.')

export const sharedBy = (userId: string): Block => say(line(mention(userId), ' shared this with you:'))

export const sharedForCustomers = (channel: string): Block[] =>
  sentence(
    'Shared in ',
    { type: 'channel', channel_id: channel },
    ', the customer-facing lines only: people from outside are there.',
  )

export const nothingForCustomers = (): Block[] =>
  sentence(
    'Nothing was shared: people from outside are in this channel, and no line of this answer is marked for customers.',
  )

export const inviteFirst = (channel: string): Block[] =>
  sentence(
    'I am not in ',
    { type: 'channel', channel_id: channel },
    ' yet. Type ',
    code('/invite @Dramatis'),
    ' there, then press Share again.',
  )

export const cannotShareHere = (): Block[] =>
  sentence(
    'This is between you and me, so there is nobody to share it with. Ask in a channel, then press Share.',
  )

/** Of a message without words, such as a picture. */
export const nothingToAnswer = (): Block[] =>
  sentence('There are no words in this message that I could answer. Ask me directly: ', code('/persona …'))

export const answerGone = (): Block[] =>
  sentence('I no longer have this answer. Ask once more, then use its buttons.')

export const onlyCustomerFacing = (): Block[] =>
  sentence('I can show you only what is marked for customers, and nothing in this answer is.')

export const lateAnswer = (): Block => say(line(italic('I was away when you asked; here is your answer.')))

/** Ours, not theirs: nothing changed, and a reference that leads to the cause in the log. */
export const brokeOnMe = (reference: string): Block[] =>
  sentence(
    bold("That didn't work, and it's on me"),
    ` (ref ${reference}). Nothing was changed. Try again in a minute; the operator has the details.`,
  )

/** The database doesn't answer, so nothing could be written down. */
export const NOT_TAKEN =
  "I can't reach my database at the moment, so I didn't take this. Try again in a minute."

/** The same for a form, which stays open. */
export const FORM_BROKE = (reference: string): string =>
  `That didn't work, and it's on me (ref ${reference}). What you typed is still here: try again in a minute.`

/** Slack opens a form only right after somebody pressed. */
export const pressAgain = (): Block[] =>
  sentence('That took me too long, and Slack no longer lets me open the form. Press once more, please.')
