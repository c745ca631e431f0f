/** So many at once are read anew together. */
const MANY = 10

/** Takes names of what changed and looks at each once, in order, however often it changes meanwhile. */
/** @param {{ one(name: string): Promise<unknown>, all(): Promise<unknown> }} look */
export function oneByOne(look) {
  /** @type {Set<string>} */
  const pending = new Set()
  let running = false

  async function run() {
    running = true
    try {
      while (pending.size > 0) {
        const names = [...pending]
        pending.clear()
        if (names.length > MANY) await look.all()
        else for (const name of names) await look.one(name)
      }
    } catch {
      // The server is away: once it is back, everything is read anew.
    } finally {
      running = false
    }
  }

  return {
    /** @param {string} name */
    add(name) {
      pending.add(name)
      if (!running) void run()
    },
  }
}
