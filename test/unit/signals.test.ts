import { describe, expect, test } from 'vitest'
import { entriesOf } from '#src/knowledge/library.ts'
import { isUnreadable, readEvent } from '#src/signals/event.ts'
import { readMapping } from '#src/signals/mapping.ts'
import { signal } from '#src/signals/signal.ts'
import { DEMO, libraryOf, NOW } from '#test/support/library.ts'

const demo = await libraryOf(DEMO)

const track = { type: 'track', event: 'Trial Started', userId: 'u-1', messageId: 'm-1' }
const read = (sent: unknown, sentAt?: string) => readEvent(sent, { sentAt, receivedAt: NOW })
const reasonOf = (sent: unknown, sentAt?: string) => {
  const event = read(sent, sentAt)
  return isUnreadable(event) ? event.reason : 'it can be kept'
}
const atOf = (sent: object, sentAt?: string) => {
  const event = read({ ...track, ...sent }, sentAt)
  return isUnreadable(event) ? event.reason : event.at.toString()
}

describe('an event is placed', () => {
  test('by its own time, corrected by how wrong the clock was that sent it', () => {
    // Ten minutes before it was sent, by a clock that is an hour ahead.
    const [timestamp, sentAt] = ['2026-11-20T09:50:00Z', '2026-11-20T10:00:00Z']
    expect(atOf({ timestamp }, sentAt)).toBe('2026-11-20T08:50:00Z')
    expect(atOf({ timestamp, sentAt })).toBe('2026-11-20T08:50:00Z')
  })

  test('where it says so, if nothing says when it was sent; and now, if it has no time', () => {
    expect(atOf({ timestamp: '2026-08-01T10:00:00+02:00' })).toBe('2026-08-01T08:00:00Z')
    expect(atOf({ timestamp: '2026-08-01T10:00:00' })).toBe('2026-08-01T10:00:00Z')
    expect(atOf({})).toBe(NOW.toString())
  })

  test('nowhere, if that lies too far back or ahead, or is no time', () => {
    expect(atOf({ timestamp: '2025-08-01T10:00:00Z' })).toContain('more than 400 days back')
    expect(atOf({ timestamp: '2026-11-20T11:00:00Z' })).toContain('60 minutes ahead: check the sender')
    expect(atOf({ timestamp: 'yesterday' })).toContain('timestamp has to be a time')
    expect(atOf({ timestamp: 1_763_000_000 })).toContain('timestamp has to be a time')
    expect(atOf({ timestamp: '2026-02-31T00:00:00Z' }, 'now')).toContain('sentAt has to be a time')
  })
})

describe('an event that can not be kept is told in one sentence', () => {
  test.each([
    [[], 'it has to be an object'],
    [{ ...track, type: 'record' }, 'type has to be track, page, screen, identify, group or alias'],
    [{ ...track, event: ' ' }, 'event is missing: a track call says what happened, such as "Trial Started"'],
    [{ ...track, userId: null }, 'userId and anonymousId are missing: one of them says who it was'],
    [{ type: 'group', userId: 'u' }, 'groupId is missing: a group call says which account'],
    [{ ...track, userId: 'a\0b' }, 'userId has to be a text of 1 to 255 characters'],
    [{ ...track, properties: 'none' }, 'properties has to be an object'],
  ])('%j', (sent, reason) => {
    expect(reasonOf(sent)).toBe(reason)
  })

  test('with the names of its fields, and nothing of what they say', () => {
    const sent = { ...track, userId: '', properties: { plan: 'gold', 'eve@example.com': 1 } }
    expect(read(sent)).toEqual({
      ...{ id: 'm-1', messageId: 'm-1', type: 'track', reason: expect.any(String) },
      fields: ['type', 'event', 'userId', 'messageId', 'properties', 'properties.plan', '[address]'],
    })
  })
})

test('what was sent without an id is the same event when it is sent again, and another one when it says otherwise', () => {
  const idOf = (sent: object) => {
    const event = read({ ...track, messageId: undefined, timestamp: '2026-11-20T08:00:00Z', ...sent })
    return isUnreadable(event) ? event.reason : event.messageId
  }
  expect(idOf({ sentAt: '2026-11-20T08:30:00Z' })).toBe(idOf({ sentAt: '2026-11-20T08:31:00Z' }))
  expect(idOf({ properties: { a: 1 } })).not.toBe(idOf({ properties: { a: 2 } }))
})

describe('who is where is read from', () => {
  const linkOf = (sent: object) => {
    const event = read(sent)
    return isUnreadable(event) ? event.reason : event.link
  }
  test.each([
    [
      { type: 'group', userId: 'u', groupId: 'A-1' },
      { senderId: 'u', userId: undefined, accountId: 'A-1' },
    ],
    [
      { type: 'identify', userId: 'u', anonymousId: 'x' },
      { senderId: 'x', userId: 'u', accountId: undefined },
    ],
    [
      { type: 'identify', userId: 'u', traits: { company: { id: 'A-2', name: 'Eve' } } },
      { senderId: 'u', userId: undefined, accountId: 'A-2' },
    ],
    [
      { type: 'alias', userId: 'u', previousId: 'x' },
      { senderId: 'x', userId: 'u', accountId: undefined },
    ],
  ])('%j', (sent, link) => {
    expect(linkOf(sent)).toMatchObject(link)
  })
})

describe('an event means', () => {
  const mapping = readMapping(entriesOf(demo, 'signal'))
  const meaning = (type: 'track' | 'page' | 'record', name: string | undefined, properties: object = {}) =>
    mapping({ type, name, properties: { ...properties } })

  test('the signal that names it, in any case; of its properties those that are declared are kept', () => {
    const sent = { case: 'Hollerbek', email: 'eve@example.com', reader: { name: 'Eve' } }
    expect(meaning('track', 'case study READ', sent)).toEqual({
      ...{ signal: 'case-study-read', family: 'behavioural', properties: { case: 'Hollerbek' } },
    })
  })

  test('a signal only where its conditions are met', () => {
    expect(meaning('track', 'Package Changed', { direction: 'down' }).signal).toBe('package-downgraded')
    expect(meaning('track', 'Package Changed', { direction: 'up' }).signal).toBe('package-upgraded')
    expect(meaning('track', 'Package Changed').signal).toBeUndefined()
    expect(meaning('page', undefined, { path: '/en/pricing' }).signal).toBe('pricing-visited')
    expect(meaning('track', 'Recording Watched', { minutes: 9 }).signal).toBeUndefined()
    expect(meaning('track', 'Recording Watched', { minutes: '24' }).signal).toBe('webinar-attended')
    expect(meaning('record', 'deals.outcome', { to: 'lost' }).signal).toBe('deal-lost')
  })

  test('nothing where nobody has said so, and then nothing of it is kept', () => {
    expect(meaning('track', 'Toaster Burnt', { who: 'Eve' })).toEqual({ properties: {} })
  })

  test('no person: an address in a value is cut out, and what is no plain value is left out', () => {
    const sent = { path: '/pricing?mail=eve@example.com&x=1\0', case: ['a'] }
    expect(meaning('page', 'Pricing', sent).properties).toEqual({ path: '/pricing?mail=[address]&x=1' })
  })
})

describe('a signal is refused', () => {
  const faultsOf = (body: object) => {
    const faults: string[] = []
    signal.check({ family: 'support', does: 'did it', from: [{ name: 'It' }], ...body }, (path, expected) =>
      faults.push(`${path.join('.')}: ${expected}`),
    )
    return faults
  }
  test.each(['email', 'user.email', 'userEmail', 'phone', 'billing_address', 'firstName', 'ip'])(
    'that would keep %s',
    (name) => expect(faultsOf({ keeps: [name] })).toEqual([expect.stringContaining('no personal data')]),
  )
  test.each(['plan', 'shipping', 'zip', 'emails_sent', 'mailing', 'address_count'])('not for %s', (name) => {
    expect(faultsOf({ keeps: [name] })).toEqual([])
  })
  test('that would be every event', () => {
    expect(faultsOf({ from: [{ type: 'track' }] })).toEqual([
      expect.stringContaining('the name of the event'),
    ])
  })
})
