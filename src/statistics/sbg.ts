/**
 * The shifted-beta-geometric model of contractual customers (Fader and Hardie 2007, "How to Project Customer
 * Retention", Journal of Interactive Marketing 21): at each renewal somebody leaves with a chance of their own, which
 * among customers follows a beta distribution of α and β.
 *
 * Told by `mu`, the share that leaves at the first renewal, α / (α + β), and `phi`, 1 / (α + β), how much customers
 * differ: so that the limits have a place, too. phi = 0: all alike, churn is the same at each renewal. phi = ∞: some
 * leave at the first renewal, everybody else stays.
 */
export type Sbg = { mu: number; phi: number }

/** How many came up for their renewal at an age of so many periods, from 1, and how many of them left. */
export type Renewals = { age: number; atRisk: number; lost: number }

/** What the data determine. */
export type SbgFit =
  | { found: 'model'; model: Sbg; logLikelihood: number }
  /** Churn doesn't fall with age, so that α and β go to infinity: everybody leaves with the same chance. */
  | { found: 'constant churn'; model: Sbg; logLikelihood: number }
  /** Nobody left after the first renewal, so that α and β go to 0. */
  | { found: 'first renewal decides'; model: Sbg; logLikelihood: number }
  /** A single renewal tells how many leave then, and nothing of later ones. */
  | { found: 'one renewal'; churn: number }
  | { found: 'no churn' }
  | { found: 'all left at once' }
  | { found: 'no renewals' }

export const alphaOf = ({ mu, phi }: Sbg): number => mu / phi
export const betaOf = ({ mu, phi }: Sbg): number => (1 - mu) / phi

/** The share of those who are left that leaves at the renewal of this age, from 1: α / (α + β + age − 1). */
export const churnAt = ({ mu, phi }: Sbg, age: number): number => (age <= 1 ? mu : mu / (1 + phi * (age - 1)))

/** S(0) to S(periods): the share that is still there after each renewal. */
export function survivalCurve(model: Sbg, periods: number): number[] {
  const curve = [1]
  for (let age = 1; age <= periods; age += 1) curve.push((curve.at(-1) ?? 0) * (1 - churnAt(model, age)))
  return curve
}

/**
 * Fits by maximum likelihood on renewals of any number of cohorts, however long each was watched. `near`: a model that
 * the answer is expected near to, so that it is looked for there first.
 */
export function fitSbg(renewals: Renewals[], near?: Sbg): SbgFit {
  const known = pooled(renewals)
  const lost = known.reduce((sum, row) => sum + row.lost, 0)
  if (known.length === 0) return { found: 'no renewals' }
  if (lost === 0) return { found: 'no churn' }
  if (known.every((row) => row.lost === row.atRisk)) return { found: 'all left at once' }
  if (known.length === 1) return { found: 'one renewal', churn: lost / (known[0]?.atRisk ?? lost) }
  const first = known.find(({ age }) => age === 1)
  if (first && first.lost === lost) {
    const model = { mu: first.lost / first.atRisk, phi: Number.POSITIVE_INFINITY }
    return { found: 'first renewal decides', model, logLikelihood: logLikelihood(model, known) }
  }
  const model = mostLikely(known, near)
  const found = model.phi === 0 ? 'constant churn' : 'model'
  return { found, model, logLikelihood: logLikelihood(model, known) }
}

/** Renewals of several cohorts at the same age are one row: the likelihood asks for no more than that. */
function pooled(renewals: Renewals[]): Renewals[] {
  const rows = new Map<number, Renewals>()
  for (const { age, atRisk, lost } of renewals) {
    const row = rows.get(age)
    if (atRisk > 0) rows.set(age, { age, atRisk: atRisk + (row?.atRisk ?? 0), lost: lost + (row?.lost ?? 0) })
  }
  return [...rows.values()].toSorted((a, b) => a.age - b.age)
}

/** ln of how likely these renewals are: Σ lost · ln h + stayed · ln (1 − h). */
export function logLikelihood(model: Sbg, renewals: Renewals[]): number {
  const terms = renewals.map(({ age, atRisk, lost }) => {
    const churn = churnAt(model, age)
    const left = lost > 0 ? lost * Math.log(churn) : 0
    return left + (atRisk > lost ? (atRisk - lost) * Math.log1p(-churn) : 0)
  })
  return terms.reduce((sum, term) => sum + term, 0)
}

/** ln phi is looked for between these: below all are alike to seven digits, above the first renewal decides. */
const [LEAST, MOST] = [-12, 14]
/** The steps in which it is looked over: there is one hill. */
const STEP = 2

/**
 * For each phi the best mu is the one root of a falling function; so what is left is one dimension, which is looked
 * over as a whole, and then closed in on where the slope is 0. No start value that could be a wrong one.
 */
function mostLikely(renewals: Renewals[], near?: Sbg): Sbg {
  const constant = { mu: bestMu(0, renewals), phi: 0 }
  const likelihoodAt = (at: number) =>
    logLikelihood({ mu: bestMu(Math.exp(at), renewals), phi: Math.exp(at) }, renewals)
  const middle = near && near.phi > 0 && near.phi < Number.POSITIVE_INFINITY ? Math.log(near.phi) : undefined
  const [from, to] = middle === undefined ? [LEAST, MOST] : [middle - STEP, middle + STEP]
  let best = { at: Number.NaN, likelihood: logLikelihood(constant, renewals) }
  for (let at = from; at <= to + 1e-9; at += STEP) {
    const likelihood = likelihoodAt(at)
    if (likelihood > best.likelihood) best = { at, likelihood }
  }
  // Not between its neighbours: it lies elsewhere than was expected.
  if (middle !== undefined && best.at !== middle) return mostLikely(renewals)
  if (Number.isNaN(best.at)) return constant
  const phi = Math.exp(rootOf((at) => slopeAt(Math.exp(at), renewals), best.at - STEP, best.at + STEP))
  return { mu: bestMu(phi, renewals), phi }
}

/** The slope of the likelihood along ln phi, with the best mu for each. */
function slopeAt(phi: number, renewals: Renewals[]): number {
  const mu = bestMu(phi, renewals)
  let slope = 0
  for (const { age, atRisk, lost } of renewals) {
    const later = phi * (age - 1)
    const churn = mu / (1 + later)
    slope -= ((lost - atRisk * churn) / (1 - churn)) * (later / (1 + later))
  }
  return slope
}

const MOST_STEPS = 100

/**
 * Where the slope along mu, Σ (lost − at risk · h) / (1 − h), is 0. It falls, and ever faster, so that Newton's steps
 * come down to it from above without a turn.
 */
function bestMu(phi: number, renewals: Renewals[]): number {
  let mu = 0.5
  for (let step = 0; step < MOST_STEPS; step += 1) {
    let [value, slope] = [0, 0]
    for (const { age, atRisk, lost } of renewals) {
      const share = 1 / (1 + phi * (age - 1))
      const stays = 1 - mu * share
      value += (lost - atRisk * mu * share) / stays
      slope += (share * (lost - atRisk)) / (stays * stays)
    }
    const next = mu - value / slope
    const kept = next < 1 ? next : (1 + mu) / 2
    if (Math.abs(kept - mu) <= 2 * Number.EPSILON * mu) return kept
    mu = kept
  }
  return mu
}

const MOST_HALVINGS = 200

/** Where a falling function is 0: secants that keep both signs (Illinois), halving where they are slow. */
function rootOf(of: (x: number) => number, from: number, to: number): number {
  let [a, b] = [from, to]
  let [atA, atB] = [of(a), of(b)]
  if (atA <= 0) return a
  if (atB >= 0) return b
  for (
    let step = 0;
    step < MOST_HALVINGS && b - a > Number.EPSILON * Math.max(1e-300, Math.abs(a) + Math.abs(b));
    step += 1
  ) {
    const secant = Number.isFinite(atB) ? b - (atB * (b - a)) / (atB - atA) : Number.NaN
    const x = step % 4 !== 3 && secant > a && secant < b ? secant : (a + b) / 2
    const value = of(x)
    if (value === 0) return x
    if (value > 0) [a, atA, atB] = [x, value, atB / 2]
    else [b, atB, atA] = [x, value, atA / 2]
  }
  return (a + b) / 2
}
