import type { Check } from '#src/health/check.ts'
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
  channels: {
    is: (check) => `reached where they learn: ${said(check, 'yes', 'not yet')}`,
    todo: 'reach each persona where it learns',
    ask: QUESTIONS,
  },
}

export const checkWords = (check: Check): string => CHECKS[check.check].is(check)
export const todoOf = (check: Check): string => CHECKS[check.check].todo
export const wayTo = (check: Check) => CHECKS[check.check].ask
