import type { BoardQuestion, Check } from '#src/health/check.ts'
import type { PhaseName } from '#src/health/roadmap.ts'
import type { SymptomName } from '#src/health/symptoms.ts'
import { plainNumber, roughly } from './numbers.ts'
import { counted } from './reading.ts'

/** What a check found, and what would mend it; `ask` leads there. */
type Words = { is: (check: Check) => string; todo: string; ask?: { text: string; ask: string } }

const outOf = ({ n, of }: Check): string => `${plainNumber(n)} of ${plainNumber(of)}`
const yesNo = (check: Check, yes: string, no: string): string => (check.met === true ? yes : no)

/** Of what only people can tell: what was said, or that nobody said it yet. */
const said = (check: Check, yes: string, no: string): string =>
  check.met === undefined ? 'nobody has said so yet' : yesNo(check, yes, no)

const EVIDENCE = { text: 'Evidence', ask: 'evidence' }
const PLAYBOOKS = { text: 'Playbooks', ask: 'playbook' }
const RUNS = { text: 'What is posted', ask: 'runs' }
const QUESTIONS = { text: 'Answer for the board', ask: 'health questions' }

const CHECKS: Record<Check['check'], Words> = {
  personas: {
    is: ({ n }) => `${counted(n, 'persona')} in use`,
    todo: 'write down a first persona, as a hypothesis',
    ask: { text: 'Personas', ask: 'list' },
  },
  owned: {
    is: (check) => `${outOf(check)} personas have an owner who is there`,
    todo: 'name an owner for every persona',
    ask: { text: 'Personas', ask: 'list' },
  },
  core: {
    is: (check) => `${outOf(check)} profiles say what triggers, what holds back and how they decide`,
    todo: 'fill in triggers, objections and decision logic where a profile lacks them',
    ask: { text: 'Personas', ask: 'list' },
  },
  validated: {
    is: (check) => `${outOf(check)} personas rest on 15 interviews and a quantitative source`,
    todo: 'interview for the personas that are still hypotheses',
    ask: EVIDENCE,
  },
  interviews: {
    is: ({ n }) => `${counted(n, 'interview')} (15 to 25 for a first model)`,
    todo: 'hold interviews until there are 15',
    ask: EVIDENCE,
  },
  quantitative: {
    is: ({ n }) => counted(n, 'quantitative source'),
    todo: 'add a survey, a CRM analysis or a cohort as evidence',
    ask: EVIDENCE,
  },
  cited: {
    is: ({ n, of }) =>
      `${of === 0 ? 'no claims' : `${roughly(n / of)} of the claims cite evidence`} (80 % wanted)`,
    todo: 'cite evidence for assumptions, or drop them',
    ask: EVIDENCE,
  },
  tagging: {
    is: ({ n }) =>
      n === 0 ? 'no customer is tagged' : `${counted(n, 'customer is', 'customers are')} tagged`,
    todo: 'import customers with their persona',
  },
  tagged: {
    is: ({ n, of }) =>
      of === 0
        ? 'no customers are imported'
        : `${roughly(n / of)} of ${plainNumber(of)} customers are tagged`,
    todo: 'import customers, and tag most of them with a persona',
  },
  functions: {
    is: ({ n, of }) => `${counted(n, 'function')} asked within 30 days (${of} wanted)`,
    todo: 'bring a third function in: show its people one playbook of theirs',
    ask: PLAYBOOKS,
  },
  playbooks: {
    is: ({ n, of }) => `${counted(n, 'function has', 'functions have')} playbooks (${of} wanted)`,
    todo: 'write a short playbook for each function that has none',
    ask: PLAYBOOKS,
  },
  marketing: {
    is: ({ n }) => `${counted(n, 'playbook')} for marketing`,
    todo: "write marketing's playbook: messages and workflows",
    ask: PLAYBOOKS,
  },
  sales: {
    is: ({ n }) => `${counted(n, 'playbook')} for sales`,
    todo: "write sales' playbook, and train with it",
    ask: PLAYBOOKS,
  },
  product: {
    is: ({ n }) => `${counted(n, 'product scorecard')}`,
    todo: 'write a product scorecard by persona',
    ask: PLAYBOOKS,
  },
  support: {
    is: ({ n }) => `${counted(n, 'playbook')} for support`,
    todo: "write support's playbook: who asks what, at which stage",
    ask: PLAYBOOKS,
  },
  training: {
    is: ({ n }) => `${counted(n, 'person has', 'people have')} done the training`,
    todo: 'let those who speak with customers do the training',
    ask: { text: 'Try the training', ask: 'training' },
  },
  warning: {
    is: (check) => yesNo(check, 'early warning runs', 'no early warning ran this week'),
    todo: 'let the trigger sweep run',
    ask: RUNS,
  },
  retention: {
    is: ({ n }) => `${counted(n, 'playbook')} for renewal`,
    todo: 'write a playbook for renewal',
    ask: PLAYBOOKS,
  },
  expansion: {
    is: ({ n }) => `${counted(n, 'playbook')} for expansion`,
    todo: 'write a playbook for expansion',
    ask: PLAYBOOKS,
  },
  briefs: {
    is: ({ n }) => `${counted(n, 'brief')} with a persona section in 90 days`,
    todo: 'write the next brief with its persona section',
    ask: { text: 'Write a brief', ask: 'brief' },
  },
  aligned: {
    is: (check) =>
      check.of === 0 ? 'no briefs in 90 days' : `${outOf(check)} briefs in 90 days are complete`,
    todo: 'complete the briefs that lack a piece',
    ask: { text: 'Briefs', ask: 'briefs' },
  },
  review: {
    is: (check) => yesNo(check, 'numbers by persona come every month', 'no monthly review had numbers yet'),
    todo: 'bring account-months in, so that the monthly review has numbers',
    ask: RUNS,
  },
  differ: {
    is: (check) =>
      yesNo(check, 'churn differs by persona', 'no difference in churn between personas is known'),
    todo: 'bring account-months in, or draw the personas apart: they leave equally often',
  },
  decided: {
    is: ({ n }) => `${counted(n, 'proposal')} decided in 180 days`,
    todo: 'propose a change, and let the board decide it',
    ask: { text: 'Personas', ask: 'list' },
  },
  fresh: {
    is: (check) => `${outOf(check)} personas changed or confirmed in half a year`,
    todo: 'go through the personas that nobody looked at for half a year',
    ask: { text: 'Personas', ask: 'list' },
  },
  signals: {
    is: (check) => yesNo(check, 'signals are watched', 'no signal monitor ran this week'),
    todo: 'let the signal monitor run',
    ask: RUNS,
  },
  refresh: {
    is: (check) => yesNo(check, 'the half-yearly refresh was posted', 'no half-yearly refresh yet'),
    todo: 'go through the half-yearly refresh',
    ask: RUNS,
  },
  meeting: {
    is: (check) => yesNo(check, 'the board has its day', 'nobody has said when the board meets'),
    todo: 'say when the board meets, in Home',
  },
  dashboards: {
    is: (check) => said(check, 'dashboards show personas', 'dashboards show channels only'),
    todo: 'show the numbers by persona',
    ask: QUESTIONS,
  },
  vocabulary: {
    is: (check) => said(check, 'teams have one vocabulary', 'teams have several vocabularies'),
    todo: "map the teams' words",
    ask: QUESTIONS,
  },
  audit: {
    is: (check) => `data audit: ${said(check, 'done', 'not done')}`,
    todo: 'look through CRM, product and support: what is known of whom',
    ask: QUESTIONS,
  },
  crm: {
    is: (check) => `persona required in the CRM: ${said(check, 'yes', 'not yet')}`,
    todo: 'make the persona a required field in the CRM',
    ask: QUESTIONS,
  },
  clv: {
    is: (check) => `lifetime value by persona: ${said(check, 'read', 'not read yet')}`,
    todo: 'read customer lifetime value by persona',
    ask: QUESTIONS,
  },
}

export const checkWords = (check: Check): string => CHECKS[check.check].is(check)
export const todoOf = (check: Check): string => CHECKS[check.check].todo
export const wayTo = (check: Check) => CHECKS[check.check].ask

/** A state as one reads it: there, not there, not known. */
export const markOf = (met: boolean | undefined): string => (met === undefined ? '?' : met ? '✓' : '✗')

/** Each stage of model A: its name and how one knows it. */
export const STAGES = [
  { name: 'Static personas', symptom: 'profiles exist, and nobody decides by them' },
  { name: 'Validated segments', symptom: 'they are true, and few use them' },
  { name: 'Cross-functional use', symptom: 'functions use them, and the numbers do not show it yet' },
  { name: 'Fully integrated ecosystem', symptom: 'decisions, triggers and numbers run by persona' },
]

/** Each level of model B: how much it decides, and where one usually finds it. */
export const LEVELS = [
  { name: 'Ad hoc', is: 'by gut feeling, for one campaign', impact: 'minimal', found: 'young companies' },
  { name: 'Documented', is: 'researched and written down', impact: 'moderate', found: 'growing companies' },
  { name: 'Operational', is: 'part of playbooks and briefs', impact: 'high', found: 'scaling companies' },
  { name: 'Adaptive', is: 'kept current by data', impact: 'embedded', found: 'mature companies' },
]

export const PHASE_NAMES: Record<PhaseName, { name: string; result: string }> = {
  foundation: { name: 'Foundation', result: 'a model that you can measure' },
  integration: { name: 'Integration', result: 'operational use in three functions or more' },
  scaling: { name: 'Scaling', result: 'management by persona and lifetime value' },
}

/** Each symptom as one finds it, and as it is where it isn't there. */
export const SYMPTOM_NAMES: Record<SymptomName, { present: string; absent: string }> = {
  count: { present: 'No customer count per persona', absent: 'Customers are counted by persona' },
  dashboards: { present: 'Dashboards by channel only', absent: 'Numbers are shown by persona' },
  vocabulary: { present: 'Four different vocabularies', absent: 'One vocabulary' },
  profiles: {
    present: 'Profiles without triggers, objections or decision logic',
    absent: 'Profiles say how somebody decides',
  },
  stale: { present: 'Rarely updated', absent: 'Kept up to date' },
  outcomes: {
    present: 'No link to retention, churn or expansion',
    absent: 'Tied to who stays and who leaves',
  },
}

/** Asked of the board; yes is good. */
export const QUESTION_WORDS: Record<BoardQuestion, string> = {
  dashboards: 'Do your dashboards show numbers by persona, and not by channel only?',
  vocabulary: 'Do your teams call the same customers by the same names, or keep a table of who says what?',
  audit: 'Has somebody looked through CRM, product and support for what is known of whom (a data audit)?',
  crm: 'Is the persona a required field in your CRM?',
  clv: 'Do you read customer lifetime value by persona?',
}
