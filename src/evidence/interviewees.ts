import type { KnownEvidence } from './evidence.ts'
import { GROUPS, type Group } from './guide.ts'
import { isInterview } from './methods.ts'
import { LEAST_INTERVIEWS, type OwnSource } from './research.ts'

/** How many of each group of customers were interviewed, or are to be. */
export type Interviewees = ReadonlyMap<Group, number>

/**
 * Who was interviewed for a persona, by group of customers. A source that counts its people by persona doesn't say to
 * which groups this persona's belong, so that it counts for none.
 */
export function intervieweesOf(sources: OwnSource[]): Interviewees {
  const groups = sources
    .filter(({ source, n }) => isInterview(source.method) && n === peopleIn(source))
    .map(({ source }) => source.groups)
  return new Map(GROUPS.map((group) => [group, groups.reduce((sum, each) => sum + (each[group] ?? 0), 0)]))
}

const peopleIn = ({ n, groups }: KnownEvidence): number =>
  n ?? Object.values(groups).reduce((sum, count) => sum + count, 0)

/**
 * Whom to interview next: as many as are missing, each from the group that has been heard least; with enough
 * interviews, one of each group that nobody was heard of.
 */
export function whomToInterview(
  heard: Interviewees,
  interviews: number,
  groups: Group[],
  least = LEAST_INTERVIEWS,
): Interviewees {
  const missing = least - interviews
  const after = new Map(groups.map((group) => [group, heard.get(group) ?? 0]))
  if (missing <= 0)
    return new Map(groups.filter((group) => after.get(group) === 0).map((group) => [group, 1]))
  for (let next = 0; next < missing; next += 1) {
    const [least] = [...after].toSorted(([, a], [, b]) => a - b)
    if (least) after.set(least[0], least[1] + 1)
  }
  return new Map(
    [...after]
      .map(([group, count]) => [group, count - (heard.get(group) ?? 0)] as const)
      .filter(([, more]) => more > 0)
      .toSorted(([, a], [, b]) => b - a),
  )
}

/** The groups that can be asked about a persona: those to turn away have no customers of high value. */
export const groupsToAsk = (isNegative: boolean): Group[] =>
  GROUPS.filter((group) => !(isNegative && group === 'high-clv'))
