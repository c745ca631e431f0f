/** @import { Channel, Message, Outcome, Overview, View, Fields } from './types.d.ts' */

/** The door said no, in a sentence. */
export class DoorError extends Error {
  /** @param {string} message @param {number} status */
  constructor(message, status) {
    super(message)
    this.name = 'DoorError'
    this.status = status
  }
}

const KEY = 'dramatis-token'

/** The token of the printed address; it is taken out of the address bar and kept for this tab. */
export function takeToken() {
  const given = new URLSearchParams(location.search).get('token')
  if (given !== null) {
    sessionStorage.setItem(KEY, given)
    history.replaceState(null, '', '/')
  }
  return sessionStorage.getItem(KEY) ?? ''
}

/** @typedef {ReturnType<typeof openDoor>} Door */

/** @param {string} token */
export function openDoor(token) {
  /** @template T @param {'GET' | 'POST'} method @param {string} path @param {Fields} input @returns {Promise<T>} */
  async function call(method, path, input) {
    const url = new URL(path, location.origin)
    const given = Object.entries(input).filter(([, value]) => value !== undefined)
    if (method === 'GET') for (const [name, value] of given) url.searchParams.set(name, String(value))
    const response = await fetch(url, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(method === 'POST' ? { body: JSON.stringify(Object.fromEntries(given)) } : {}),
    })
    const body = await response.json()
    if (!response.ok) throw new DoorError(String(body.error), response.status)
    return body
  }
  /** @template T @param {string} path @param {Fields} [input] @returns {Promise<T>} */
  const get = (path, input = {}) => call('GET', `/sandbox/api/${path}`, input)
  /** @template T @param {string} path @param {Fields} [input] @returns {Promise<T>} */
  const post = (path, input = {}) => call('POST', `/sandbox/api/${path}`, input)
  return {
    /** @returns {Promise<Overview>} */
    overview: () => get('workspace'),
    /** @param {string} as @returns {Promise<Channel[]>} */
    channels: async (as) => (await get('channels', { as })).channels,
    /** @param {{ as: string, in: string, thread?: string | undefined, limit: number, before?: string }} input @returns {Promise<Message[]>} */
    messages: async (input) => (await get('messages', input)).messages,
    /** @param {string} as @returns {Promise<View[]>} */
    modals: async (as) => (await get('modals', { as })).views,
    /** @param {string} as @returns {Promise<View | undefined>} */
    home: async (as) => (await get('home', { as })).views[0],
    journal: () => get('journal'),
    post,
    /** @param {string} path @param {Fields} input @returns {Promise<Outcome>} */
    act: (path, input) => post(path, input),
    /** @param {Fields} block @returns {Promise<string | undefined>} */
    draw: async (block) => (await call('POST', '/page/draw', { blocks: [block] })).drawn[0],
    /** An address of this server that opens with the token. @param {string} path */
    address: (path) => {
      const url = new URL(path, location.origin)
      url.searchParams.set('token', token)
      return url.href
    },
  }
}
