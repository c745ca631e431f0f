import type { Group } from '#src/evidence/guide.ts'
import type { Interviewees } from '#src/evidence/interviewees.ts'
import type { MethodName } from '#src/evidence/methods.ts'
import { LEAST_INTERVIEWS, type Research } from '#src/evidence/research.ts'
import { counted, inWords } from './reading.ts'

const OWN_NAMES: Partial<Record<MethodName, string>> = { crm: 'CRM', 'win-loss': 'win/loss' }

/** "CRM", "sales calls" */
export const methodName = (method: MethodName): string => OWN_NAMES[method] ?? method.replaceAll('-', ' ')

/** "high-CLV", "support-intensive" */
const groupName = (group: Group): string => group.replace('clv', 'CLV')

/** "9 of 15 interviews, one quantitative source" */
export function researchWords({ interviews, quantitative }: Research): string {
  const people =
    interviews < LEAST_INTERVIEWS
      ? `${interviews} of ${LEAST_INTERVIEWS} interviews`
      : `${interviews} interviews`
  const numbers = ['no quantitative source', 'one quantitative source'][quantitative]
  return `${people}, ${numbers ?? `${quantitative} quantitative sources`}`
}

/** "0 churned and 0 high-CLV customers yet"; nothing where somebody of every group was heard. */
export function unheardWords(heard: Interviewees, groups: Group[]): string {
  const unheard = groups.filter((group) => (heard.get(group) ?? 0) === 0)
  if (unheard.length === 0) return ''
  return `${inWords(unheard.map((group) => `0 ${groupName(group)}`))} customers yet`
}

/** "3 high-CLV, 2 support-intensive and 1 churned" */
export const groupsWords = (some: Interviewees): string =>
  inWords([...some].map(([group, count]) => `${count} ${groupName(group)}`))

/** "high-CLV and support-intensive" */
export const groupNames = (some: Interviewees): string => inWords([...some.keys()].map(groupName))

/** "6 more interviews", "1 more interview" */
export const moreInterviews = (missing: number): string => counted(missing, 'more interview')
