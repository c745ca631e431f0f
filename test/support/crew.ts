import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type RunningProcess, startProcess } from './processes.ts'

const CLOCK = fileURLToPath(new URL('./clock-process.ts', import.meta.url))
/** Long enough for a process that has to wait for a processor, short enough for a test that waits for its end. */
const LEASE_MS = 1200

/** Where an instance stops on its way through the review of October 2026, in this order. */
export const POINTS = [
  'claimed',
  'computed',
  'rendered',
  'before upload',
  'after upload',
  'pictured',
  'before review',
  'after review',
  'before table-1',
  'after table-1',
  'after personas-1',
  'posted',
]

/** Those at which something has just been recorded, or is in Slack and not recorded yet. */
export const STEPS = ['computed', 'rendered', 'after upload', 'after review', 'posted']

/** What becomes of an instance at a point: it dies as by kill -9, or stands still as by SIGSTOP. */
export type Fate = 'go on' | 'kill' | 'pause'
export type Decide = (point: string) => Fate | Promise<Fate>
type Paused = {
  /** Wakes up where it stood, and works on. */
  comeBack(decide: Decide): Promise<void>
}

/** Instances of the clock as processes, used again from one test to the next as long as they live. */
export type Crew = {
  /**
   * Has so many instances at once work on a review, until all that live say that it is done; for each that dies or
   * is paused another one steps in. Resolves with those that are paused.
   */
  work(job: string, reader: string, size: number, decide: Decide): Promise<Paused[]>
  end(): Promise<void>
}

export function hireCrew(url: string, slack: { apiUrl: string; botToken: string }, spares: number): Crew {
  const all: RunningProcess[] = []
  const start = () => {
    const started = startProcess(CLOCK, [url, slack.apiUrl, slack.botToken, String(LEASE_MS)])
    all.push(started)
    return started
  }
  const idle = Array.from({ length: spares }, start)
  const lead = async (hand: RunningProcess, decide: Decide): Promise<Fate> => {
    for (;;) {
      const said = await nextLine(hand)
      if (said === 'finished') {
        idle.push(hand)
        return 'go on'
      }
      const fate = said.startsWith('at ') ? await decide(said.slice('at '.length)) : undefined
      if (fate === 'go on') hand.say('go on')
      else if (fate !== undefined) return fate
    }
  }
  const work: Crew['work'] = async (job, reader, size, decide) => {
    const paused: Paused[] = []
    const serve = async (): Promise<void> => {
      const hand = idle.shift() ?? start()
      await hand.line(/^ready$/)
      heard.set(hand, hand.lines.length)
      hand.say(`work ${job} ${reader}`)
      const fate = await lead(hand, decide)
      if (fate === 'go on') return
      idle.push(start())
      if (fate === 'kill') await hand.kill()
      else paused.push(pause(hand))
      await serve()
    }
    await Promise.all(Array.from({ length: size }, serve))
    return paused
  }
  const pause = (hand: RunningProcess): Paused => {
    hand.signal('SIGSTOP')
    return {
      async comeBack(decide) {
        hand.signal('SIGCONT')
        hand.say('go on')
        if ((await lead(hand, decide)) === 'kill') await hand.kill()
      },
    }
  }
  return { work, end: async () => void (await Promise.all(all.map((each) => each.kill()))) }
}

/** How many lines of each have been read. */
const heard = new WeakMap<RunningProcess, number>()

async function nextLine(hand: RunningProcess): Promise<string> {
  const index = heard.get(hand) ?? 0
  for (;;) {
    const said = hand.lines[index]
    heard.set(hand, index + 1)
    if (said !== undefined) return said
    if (hand.hasEnded()) throw new Error(`It ended and said: ${hand.lines.join(' / ')}`)
    await wait(10)
  }
}
