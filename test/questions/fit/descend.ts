/** Of weights the loss, and its slope at each of them, which is written into `slope`. */
type Loss = (weights: Float64Array, slope: Float64Array) => number

const KEPT = { first: 0.9, second: 0.999 }

/**
 * Takes weights down a slope, by a step of at most `pace` times `rate` each time (Adam: Kingma and Ba, 2015, arXiv 1412.6980).
 */
export function stepper(weights: Float64Array, pace: number): (slope: Float64Array, rate: number) => void {
  const [first, second] = [new Float64Array(weights.length), new Float64Array(weights.length)]
  let step = 0
  return (slope, rate) => {
    step += 1
    const [ofFirst, ofSecond] = [1 - KEPT.first ** step, 1 - KEPT.second ** step]
    for (let at = 0; at < weights.length; at += 1) {
      const here = slope[at] ?? 0
      first[at] = KEPT.first * (first[at] ?? 0) + (1 - KEPT.first) * here
      second[at] = KEPT.second * (second[at] ?? 0) + (1 - KEPT.second) * here * here
      const mean = (first[at] ?? 0) / ofFirst
      const spread = Math.sqrt((second[at] ?? 0) / ofSecond)
      weights[at] = (weights[at] ?? 0) - (rate * pace * mean) / (spread + 1e-8)
    }
  }
}

/** The weights at which a smooth loss is least, by steps that become smaller towards the end. From zeros. */
export function descend(loss: Loss, size: number, steps: number, pace: number): Float64Array {
  const [weights, slope] = [new Float64Array(size), new Float64Array(size)]
  const take = stepper(weights, pace)
  for (let step = 1; step <= steps; step += 1) {
    slope.fill(0)
    loss(weights, slope)
    take(slope, 1 - step / (steps + 1))
  }
  return weights
}
