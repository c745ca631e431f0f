/** As Segment has them, in bytes. */
const LARGEST_EVENT = 32 * 1024
export const LARGEST_BATCH = 500 * 1024
const DEEPEST = 20

/** Why an event is too much of one, if it is. `bytes` is how large the whole request is. */
export function tooMuch(sent: unknown, bytes: number): string | undefined {
  if (isDeeper(sent, DEEPEST)) return `it is nested more than ${DEEPEST} levels deep: send flat properties`
  if (bytes <= LARGEST_EVENT) return undefined
  return Buffer.byteLength(JSON.stringify(sent)) > LARGEST_EVENT
    ? `it is larger than ${LARGEST_EVENT / 1024} kB: send fewer properties`
    : undefined
}

const isDeeper = (value: unknown, levels: number): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((each) => isDeeper(each, levels - 1)))
