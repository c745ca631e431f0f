/** @import { Channel, Place } from './types.d.ts' */
/** @import { World } from './world.js' */

const PLACE = 'dramatis-place'
const SEEN = 'dramatis-seen'

/** @typedef {ReturnType<typeof createMemory>} Memory */

/** Where each person is and what they have read, for as long as the tab is open. @param {World} world */
export function createMemory(world) {
  const began = String(Date.now() / 1000)
  /** @type {Record<string, string>} */
  const seen = JSON.parse(sessionStorage.getItem(SEEN) ?? '{}')
  const key = (/** @type {Channel} */ { id }) => `${world.me().id}/${id}`

  /** @returns {Place} */
  function place() {
    /** @type {Place | null} */
    const kept = JSON.parse(sessionStorage.getItem(PLACE) ?? 'null')
    if (kept?.kind === 'app' && (kept.tab === 'messages' || world.overview().app.homeTab)) return kept
    const first = world
      .channels()
      .find(({ isMember, kind }) => isMember && (kind === 'public' || kind === 'private'))
    if (kept?.kind === 'channel' && world.channel(kept.id) !== undefined) return kept
    return first === undefined ? { kind: 'app', tab: 'messages' } : { kind: 'channel', id: first.id }
  }

  return {
    place,
    /** @param {Place} place */
    goTo: (place) => sessionStorage.setItem(PLACE, JSON.stringify(place)),
    /** @param {Channel} channel @param {string | undefined} newest */
    see(channel, newest) {
      const latest = [channel.latest ?? '', newest ?? ''].sort().at(-1)
      seen[key(channel)] = latest ?? ''
      sessionStorage.setItem(SEEN, JSON.stringify(seen))
    },
    /** @param {Channel} channel */
    unread: (channel) =>
      channel.isMember && channel.latest !== null && channel.latest > (seen[key(channel)] ?? began),
  }
}
