import { z } from 'zod'
import { type Block, say } from '#bot/slack/blocks.ts'
import { clip } from '#bot/slack/limits.ts'
import { bold, line } from '#bot/slack/text.ts'
import type { PlacedClaim } from '#src/knowledge/claim.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { findEntry } from '#src/knowledge/library.ts'
import { stage } from '#src/lifecycle/stage.ts'
import { objectionIn } from '#src/preparation/choose.ts'
import { lineIn } from '#src/preparation/line.ts'
import { freshnessTogether } from './freshness.ts'
import { leftOutLine } from './left-out.ts'
import { oneScreen } from './one-screen.ts'
import {
  asking,
  type Card,
  expecting,
  happened,
  type Material,
  type Room,
  sending,
  standing,
} from './prep-lines.ts'
import { meeting } from './prep-people.ts'
import type { Reading } from './reading.ts'
import { view } from './view.ts'

const lines = z.array(z.object({ kind: z.string(), slug: z.string(), id: z.string(), field: z.string() }))

/** Before a call: who will be there, where the account is, what happened, what to ask, expect and send. */
export const prepView = view({
  name: 'prep',
  about: z.object({
    account: z.string(),
    stage,
    questions: lines,
    theirs: lines.default([]),
    objection: z.object({ slug: z.string(), persona: z.string() }).optional(),
    send: lines,
    personas: z.array(z.string()),
  }),
  material: ({ questions, theirs, objection, send, personas }, library) => ({
    personas: personas.flatMap((slug) => findEntry(library, 'persona', slug) ?? []),
    questions: questions.flatMap((each) => lineIn(library, each) ?? []),
    theirs: theirs.flatMap((each) => lineIn(library, each) ?? []),
    objection: objection && objectionIn(library, objection),
    send: send.flatMap((each) => lineIn(library, each) ?? []),
  }),
  entries: entriesOfPrep,
  claims: (material) => claimsOfPrep(material),
  blocks: (material, reading, about) => {
    if (!reading.account) return [say(line('This account is no longer here.'))]
    const { facts, currency, leftOut } = reading.account
    return oneScreen([ROOMY, TIGHT, TIGHTEST], (room) => [
      ...prepCard({ ...material, about, facts, currency, room }, reading),
      ...leftOutLine(leftOut),
    ])
  },
})

const ROOMY: Room = { people: 5, lately: 4, most: 220 }
const TIGHT: Room = { people: 4, lately: 3, most: 130 }
const TIGHTEST: Room = { people: 3, lately: 2, most: 90 }

function entriesOfPrep({ personas, questions, theirs, objection, send }: Material): Entry[] {
  const all = [
    ...personas,
    ...[...questions, ...theirs].map(({ entry }) => entry),
    ...(objection ? [objection.entry] : []),
    ...send.map(({ entry }) => entry),
  ]
  return [...new Map(all.map((entry) => [`${entry.kind}/${entry.slug}`, entry])).values()]
}

function claimsOfPrep({ questions, theirs, objection, send }: Material): PlacedClaim[] {
  const answer = objection?.claims.find(({ field }) => field === 'say')
  return [
    ...[...questions, ...theirs].map(({ claim }) => claim),
    ...(objection?.cause ? [objection.cause] : []),
    ...(answer ? [answer] : []),
    ...send.map(({ claim }) => claim),
  ]
}

function prepCard(card: Card, reading: Reading): Block[] {
  const { facts, room } = card
  return [
    say(
      line(bold(clip(facts.name, 120)), ` · ${standing(card, reading)}`),
      ...meeting(card, reading.library),
      ...happened(facts, room, reading),
      ...asking(card),
      ...expecting(card, reading.library),
      ...sending(card),
    ),
    ...freshnessTogether(entriesOfPrep(card), claimsOfPrep(card), reading),
  ]
}
