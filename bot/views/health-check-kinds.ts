import type { Check } from '#src/health/check.ts'
import { plainNumber } from './numbers.ts'
import { counted } from './reading.ts'

/** What a check found, and what would mend it; `ask` leads there. */
export type Words = { is: (check: Check) => string; todo: string; ask?: { text: string; ask: string } }

export const outOf = ({ n, of }: Check): string => `${plainNumber(n)} of ${plainNumber(of)}`
export const yesNo = (check: Check, yes: string, no: string): string => (check.met === true ? yes : no)

/** Of what only people can tell: what was said, or that nobody said it yet. */
const said = (check: Check, yes: string, no: string): string =>
  check.met === undefined ? 'nobody has said so yet' : yesNo(check, yes, no)

export const EVIDENCE = { text: 'Evidence', ask: 'evidence' }
export const PLAYBOOKS = { text: 'Playbooks', ask: 'playbook' }
const RUNS = { text: 'What is posted', ask: 'runs' }
const QUESTIONS = { text: 'Answer for the board', ask: 'health questions' }

/** Playbooks for a function or a stage. */
export const playbooksFor = (whom: string, todo: string): Words => ({
  is: ({ n }) => `${counted(n, 'playbook')} for ${whom}`,
  todo,
  ask: PLAYBOOKS,
})

/** Something that the clock does. */
export const posted = (yes: string, no: string, todo: string): Words => ({
  is: (check) => yesNo(check, yes, no),
  todo,
  ask: RUNS,
})

/** Something that only people can tell, after what it is about. */
export const toldBy = (about: string, yes: string, no: string, todo: string): Words => ({
  is: (check) => about + said(check, yes, no),
  todo,
  ask: QUESTIONS,
})
