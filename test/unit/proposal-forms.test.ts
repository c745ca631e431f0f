import { describe, expect, test } from 'vitest'
import { chooseClaim } from '#bot/modals/choose-claim.ts'
import { wording } from '#bot/modals/wording.ts'
import { readIncoming } from '#bot/requests/incoming.ts'
import { validateBlocks } from '#bot/sandbox/blocks/validate.ts'
import { validateView } from '#bot/sandbox/blocks/validate-view.ts'
import { modalView } from '#bot/slack/form.ts'
import { message } from '#bot/slack/message.ts'
import { fullDiffForm } from '#bot/views/full-diff.ts'
import { proposalCard } from '#bot/views/proposal-card.ts'
import { claimFields } from '#src/board/claim-fields.ts'
import type { Proposal } from '#src/board/proposal.ts'
import { readRuling } from '#src/board/ruling.ts'
import { standOf } from '#src/board/seats.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { KINDS } from '#src/knowledge/kinds.ts'
import type { Library } from '#src/knowledge/library.ts'

const LONG = 'Words & <words> *that* go on and on. '.repeat(260).slice(0, 9_500)

const entry: Entry<'persona'> = {
  id: 'e',
  kind: 'persona',
  slug: 'ollie',
  title: 'Owner Ollie · who has a very long name indeed',
  status: 'active',
  deputies: [],
  verifyEvery: 'P180D',
  formerNames: [],
  names: [],
  version: 3,
  since: Temporal.Instant.from('2026-11-01T00:00:00Z'),
  body: KINDS.persona.read({
    kind: 'primary',
    fears: Array.from({ length: 250 }, (_, index) => ({ id: `f${index}`, text: `${index}: ${LONG}` })),
    goals: Array.from({ length: 120 }, (_, index) => ({ id: `g${index}`, text: `Goal ${index}` })),
  }).body,
}

const evidence = Array.from({ length: 230 }, (_, index) => ({
  slug: `interviews-${index}`,
  method: 'interviews' as const,
  title: `${index} ${LONG.slice(0, 290)}`,
  date: '2026-05-31',
  groups: {},
  quotes: [],
}))

const library = {
  entries: new Map([['persona/ollie', entry]]),
  evidence: new Map(evidence.map((item) => [item.slug, item])),
  members: new Map(),
  index: { search: () => [] },
} as unknown as Library

const [fear] = entry.body.fears
const cites = evidence.map(({ slug }) => slug)
const before = { id: 'f0', text: fear?.text ?? '', cites: [] }

const proposal: Proposal = {
  id: 42,
  source: 's',
  parts: [
    {
      ...{
        kind: 'persona',
        slug: 'ollie',
        entryId: 'e',
        title: entry.title,
        baseVersion: 3,
        version: undefined,
      },
      changes: Array.from({ length: 8 }, () => ({
        type: 'changed' as const,
        field: 'fears',
        before,
        after: { ...before, text: `New: ${LONG}`, cites },
      })),
    },
  ],
  evidence: [],
  origin: undefined,
  carried: undefined,
  rationale: LONG,
  proposer: { id: 'm', handle: 'mina', name: 'Mina Albrecht', slackUserId: 'U1' },
  revision: 1,
  meaning: 1,
  channelId: 'C1',
  openedAt: entry.since,
  deadline: entry.since,
  outcome: { state: 'open' },
  ruling: readRuling(undefined),
  votes: [
    {
      memberId: 'x',
      handle: 'jonas',
      name: 'Jonas Feldt',
      function: 'sales',
      choice: 'reject',
      reason: LONG,
      at: entry.since,
      castBy: { id: 'y', name: 'Ada Okonjo' },
      answer: undefined,
      answeredBy: undefined,
    },
  ],
  unconfirmed: [],
  voided: [],
  step: 1,
}

describe("within Slack's limits, however much there is", () => {
  test('the choice of a statement', () => {
    const view = chooseClaim.open({ kind: 'persona', slug: 'ollie' }, { entry, library, changed: true })
    expect(validateView(view as never, 'modal')).toEqual([])
    expect(JSON.stringify(view).length).toBeLessThan(250_000)
    expect(JSON.stringify(view)).toContain('"Fears, from 201"')
  })

  test('the form for the text', () => {
    const [field] = claimFields('persona').filter((each) => each.field === 'fears')
    if (!field) throw new Error('A persona has fears.')
    const facts = { entry, library, field, now: before, initial: { ...before, cites }, rationale: LONG }
    const about = { kind: 'persona' as const, slug: 'ollie', target: { claim: 'f0' }, seen: 'x' }
    const view = wording.open(about, { ...facts, moved: true, editing: false })
    expect(validateView(view as never, 'modal')).toEqual([])
  })

  test('the card', () => {
    const stand = standOf(proposal, { members: [], leaves: [], entries: [] }, entry.since)
    const { blocks } = message(
      proposalCard({ proposal, stand, impact: { touches: [entry], tagged: new Map() }, asked: [], library }),
    )
    expect(validateBlocks(blocks, 'message')).toEqual([])
    expect(JSON.stringify(blocks).length).toBeLessThan(13_200)
    expect(JSON.stringify(blocks)).toContain('… and 3 more changes')
  })

  test('the full diff', () => {
    const view = modalView(
      'full-diff',
      {},
      fullDiffForm({
        proposal,
        library,
        votedOn: undefined,
        comments: [],
        impact: { touches: [], tagged: new Map() },
        page: 0,
      }),
    )
    expect(validateView(view as never, 'modal')).toEqual([])
    expect(JSON.stringify(view).length).toBeLessThan(250_000)
  })
})

test('a form is known by its view and its hash, and read block by block', () => {
  const body = {
    type: 'view_submission',
    trigger_id: 't',
    team: { id: 'T1' },
    user: { id: 'U1' },
    view: {
      id: 'V1',
      hash: '12.ab',
      callback_id: 'wording',
      private_metadata: '{"slug":"ollie"}',
      state: {
        values: {
          text: { text: { type: 'plain_text_input', value: 'Contracts' } },
          empty: { text: { type: 'plain_text_input', value: null } },
          claim: { choice: { type: 'static_select', selected_option: { value: 'claim:f1' } } },
          evidence: {
            choice: { type: 'multi_static_select', selected_options: [{ value: 'a' }, { value: 'b' }] },
          },
        },
      },
    },
  }
  expect(readIncoming(body)).toMatchObject({
    id: 'submission/V1/12.ab',
    type: 'submission',
    modal: 'wording',
    about: { slug: 'ollie' },
    values: { text: 'Contracts', empty: undefined, claim: 'claim:f1', evidence: ['a', 'b'] },
  })
})
