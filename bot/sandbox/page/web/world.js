/** @import { Channel, Fields, Names, Overview, Person, Scene, Values } from './types.d.ts' */
/** @import { Door } from './door.js' */
import { textOf } from './fields.js'

/** @typedef {ReturnType<typeof createWorld>} World */

const ME = 'dramatis-me'

/** Who is here, where they talk, what time it is: everything but the messages, as one person sees it. */
/** @param {Door} door */
export function createWorld(door) {
  /** @type {Overview | undefined} */
  let overview
  /** @type {Channel[]} */
  let channels = []
  let ahead = 0
  /** @type {Map<string, string>} */
  const named = new Map()

  const known = () => {
    if (overview === undefined) throw new Error('The workspace is not loaded yet.')
    return overview
  }
  const people = () => known().people.filter(({ left }) => !left)
  const me = () => {
    const wanted = sessionStorage.getItem(ME)
    const all = people()
    const first =
      all.find(({ id }) => id === wanted) ?? all.find(({ title }) => /\brep\b/i.test(title)) ?? all[0]
    if (first === undefined) throw new Error('Nobody is in this workspace.')
    return first
  }

  async function load() {
    overview = await door.overview()
    ahead = overview.now - Date.now()
    named.set(overview.app.user, overview.app.name).set('USLACKBOT', 'Slackbot')
    for (const { id, name } of overview.people) named.set(id, name)
    await loadChannels()
  }

  async function loadChannels() {
    channels = await door.channels(me().id)
  }

  const drawn = drawnOnce(door)

  /** @returns {Names} */
  const names = () => ({
    person: (id) => named.get(id) ?? id,
    channel: (id) => channels.find((channel) => channel.id === id)?.name ?? id,
    people,
    channels: () => channels.filter(({ kind }) => kind === 'public' || kind === 'private'),
    zone: me().timeZone,
    now,
    file: (id) => door.address(`/sandbox/files/${encodeURIComponent(id)}/picture`),
    pictureOf: (url) => {
      const own = URL.canParse(url) && new URL(url).origin === location.origin
      return own ? door.address(new URL(url).pathname) : undefined
    },
    draw: drawn,
  })

  function now() {
    return Date.now() + ahead
  }

  return {
    load,
    loadChannels,
    overview: known,
    people,
    me,
    names,
    now,
    channels: () => channels,
    /** @param {string} id */
    channel: (id) => channels.find((channel) => channel.id === id),
    appChannel: () =>
      channels.find((channel) => channel.kind === 'im' && channel.with?.[0] === known().app.user),
    /** @param {Person} person */
    async be(person) {
      sessionStorage.setItem(ME, person.id)
      await loadChannels()
    },
  }
}

const KEPT = 200

/** What the server has drawn once is not asked for again. @param {Door} door */
function drawnOnce(door) {
  /** @type {Map<string, Promise<string | undefined>>} */
  const drawn = new Map()
  return (/** @type {Fields} */ block) => {
    const key = JSON.stringify({ ...block, block_id: '' })
    const html = drawn.get(key) ?? door.draw(block)
    drawn.set(key, html)
    const [oldest] = drawn.keys()
    if (drawn.size > KEPT && oldest !== undefined) drawn.delete(oldest)
    return html
  }
}

/**
 * How the blocks at one place are used: `target` says which message, the Home tab or the form on top.
 * @param {Door} door @param {World} world @param {Fields} target @param {Values} values
 * @returns {Scene}
 */
export function sceneAt(door, world, target, values) {
  const place = (/** @type {Fields} */ block, /** @type {Fields} */ element) => ({
    as: world.me().id,
    ...target,
    action: element.action_id,
    block: block.block_id,
  })
  return {
    names: world.names(),
    values,
    async act(block, element, wanted) {
      if (wanted === null) return undefined
      const input = { ...place(block, element), value: wanted }
      try {
        const outcome = await door.act(wanted === undefined ? 'click' : 'choose', input)
        return outcome.state === 'failed' ? outcome.shown : undefined
      } catch (error) {
        return wordsFor(error)
      }
    },
    async suggest(block, element, typed) {
      const { options } = /** @type {{ options: Fields[] }} */ (
        await door.post('options', { ...place(block, element), typed })
      )
      return options
    },
  }
}

/** What to tell somebody about a failure. @param {unknown} error */
export const wordsFor = (error) =>
  error instanceof Error && error.name === 'DoorError'
    ? textOf(error.message)
    : 'The server can’t be reached at the moment.'
