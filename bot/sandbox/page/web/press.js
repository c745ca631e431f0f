/** A press that lasts longer is none, or its end went elsewhere: into a menu of the system's, say. */
const LONGEST_MS = 3000

let pressed = false
/** @type {Set<() => void>} */
const waiting = new Set()

/**
 * Waits while somebody holds the mouse button down. A browser makes no click of a press whose element was drawn anew,
 * or moved away, between down and up.
 * @returns {Promise<void>}
 */
export async function released() {
  if (!pressed) return
  await new Promise((resolve) => {
    const go = () => resolve(undefined)
    waiting.add(go)
    setTimeout(go, LONGEST_MS)
  })
}

function release() {
  pressed = false
  for (const go of waiting) go()
  waiting.clear()
}

addEventListener('pointerdown', ({ button }) => {
  pressed ||= button === 0
})
// The click itself comes after these.
for (const end of ['pointerup', 'pointercancel', 'dragend']) addEventListener(end, () => setTimeout(release))
