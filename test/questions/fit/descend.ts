/** Of weights the loss, and its slope at each of them, which is written into `slope`. */
type Loss = (weights: Float64Array, slope: Float64Array) => number

const KEPT = { first: 0.9, second: 0.999 }

/**
 * The weights at which a smooth loss is least, by steps of at most `pace` down its slope (Adam: Kingma and Ba, 2015, arXiv 1412.6980) that
 * become smaller towards the end. From zeros.
 */
export function descend(loss: Loss, size: number, steps: number, pace: number): Float64Array {
  const [weights, slope] = [new Float64Array(size), new Float64Array(size)]
  const [first, second] = [new Float64Array(size), new Float64Array(size)]
  for (let step = 1; step <= steps; step += 1) {
    slope.fill(0)
    loss(weights, slope)
    const rate = pace * (1 - step / (steps + 1))
    for (let at = 0; at < size; at += 1) {
      const here = slope[at] ?? 0
      first[at] = KEPT.first * (first[at] ?? 0) + (1 - KEPT.first) * here
      second[at] = KEPT.second * (second[at] ?? 0) + (1 - KEPT.second) * here * here
      const mean = (first[at] ?? 0) / (1 - KEPT.first ** step)
      const spread = Math.sqrt((second[at] ?? 0) / (1 - KEPT.second ** step))
      weights[at] = (weights[at] ?? 0) - (rate * mean) / (spread + 1e-8)
    }
  }
  return weights
}
