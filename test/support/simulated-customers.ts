import type { Behaviour } from '#src/predictions/behaviour.ts'
import { type Sample, type Samples, sampleOf } from '#src/predictions/forecast.ts'
import { logistic } from '#src/statistics/logistic.ts'
import type { Random } from '#src/statistics/random.ts'

const PERSONAS = ['carla', 'finn', 'ola']

/** A customer with everything drawn at random; who leaves and who grows is said by its chances. */
function drawCustomer(random: Random, chances: Chances): Behaviour {
  const usage = Math.round(random() * 22)
  const persona = PERSONAS[Math.floor(random() * PERSONAS.length)] ?? 'carla'
  const its = {
    ...{ account: String(random()), persona, owner: null, mrr: 100 + 900 * random() },
    ...{ age: 1 + Math.floor(random() * 40), grown: 0, shrunk: random() < 0.1 ? random() / 4 : 0 },
    ...{ tickets: random() * 3, ticketsBefore: random() * 3, usage, usageBefore: usage },
    ...{ escalations: null, behavioural: null, communication: null, support: null, monetary: null },
    ...{ nps: random() < 0.3 ? Math.round(random() * 10) : null, csat: null },
  }
  return { ...its, left: random() < chances.left(its), expanded: random() < (chances.expanded?.(its) ?? 0.1) }
}

type Drawn = Omit<Behaviour, 'left' | 'expanded'>
export type Chances = { left(its: Drawn): number; expanded?(its: Drawn): number }

/** Who uses it less leaves more often, and Ola less often than the others. */
export const risky = ({ usage, persona }: Drawn): number =>
  logistic(1.2 - 0.3 * (usage ?? 0) - (persona === 'ola' ? 1 : 0))

/** Five quarters to learn from, two held back and today. */
export function simulatedQuarters(random: Random, n: number, chances: Chances): Samples {
  const quarter = (): Sample[] => Array.from({ length: n }, () => sampleOf(drawCustomer(random, chances)))
  return { learn: Array.from({ length: 5 }, quarter), heldBack: [quarter(), quarter()], now: quarter() }
}

export const simulatedCustomer = (random: Random, over: Partial<Behaviour> = {}): Behaviour => ({
  ...drawCustomer(random, { left: () => 0 }),
  ...over,
})
