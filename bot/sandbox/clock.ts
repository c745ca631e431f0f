/** The time of the stand-in workspace, in milliseconds since 1970. `moveTo` is there where somebody may change it. */
export type Clock = { now(): number; moveTo?(time: number): void }

export const wallClock: Clock = { now: () => Date.now() }

/** A clock that starts now and runs on, and that can be set: what the page's clock control and its jobs share. */
export function settableClock(wall: Clock = wallClock): Required<Clock> {
  let ahead = 0
  return {
    now: () => wall.now() + ahead,
    moveTo: (time) => {
      ahead = time - wall.now()
    },
  }
}

/** How long Slack waits for what, in milliseconds; tests shorten it. */
export type Pace = {
  ackWithin: number
  triggerLives: number
  responseUrlLives: number
  /** Before each further delivery of an event that nobody acknowledged. */
  eventRetries: readonly number[]
  /** Between two pings of a Socket Mode connection. */
  pingEvery: number
  /** From the end of an upload until a block may show the file. */
  fileReadyAfter: number
}

export const SLACK_PACE: Pace = {
  ackWithin: 3_000,
  triggerLives: 3_000,
  responseUrlLives: 30 * 60_000,
  eventRetries: [0, 60_000, 300_000],
  pingEvery: 10_000,
  fileReadyAfter: 800,
}
