import type { Check } from '#src/health/check.ts'
import {
  EVIDENCE,
  outOf,
  PLAYBOOKS,
  playbooksFor,
  posted,
  toldBy,
  type Words,
  yesNo,
} from './health-check-kinds.ts'
import { plainNumber, roughly } from './numbers.ts'
import { counted } from './reading.ts'

/** What each check found, and what would mend it. */
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
  marketing: playbooksFor('marketing', "write marketing's playbook: messages and workflows"),
  sales: playbooksFor('sales', "write sales' playbook, and train with it"),
  product: {
    is: ({ n }) => `${counted(n, 'product scorecard')}`,
    todo: 'write a product scorecard by persona',
    ask: PLAYBOOKS,
  },
  support: playbooksFor('support', "write support's playbook: who asks what, at which stage"),
  training: {
    is: ({ n }) => `${counted(n, 'person has', 'people have')} done the training`,
    todo: 'let those who speak with customers do the training',
    ask: { text: 'Try the training', ask: 'training' },
  },
  warning: posted('early warning runs', 'no early warning ran this week', 'let the trigger sweep run'),
  retention: playbooksFor('renewal', 'write a playbook for renewal'),
  expansion: playbooksFor('expansion', 'write a playbook for expansion'),
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
  review: posted(
    'numbers by persona come every month',
    'no monthly review had numbers yet',
    'bring account-months in, so that the monthly review has numbers',
  ),
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
  signals: posted('signals are watched', 'no signal monitor ran this week', 'let the signal monitor run'),
  refresh: posted(
    'the half-yearly refresh was posted',
    'no half-yearly refresh yet',
    'go through the half-yearly refresh',
  ),
  meeting: {
    is: (check) => yesNo(check, 'the board has its day', 'nobody has said when the board meets'),
    todo: 'say when the board meets, in Home',
  },
  dashboards: toldBy(
    '',
    'dashboards show personas',
    'dashboards show channels only',
    'show the numbers by persona',
  ),
  vocabulary: toldBy(
    '',
    'teams have one vocabulary',
    'teams have several vocabularies',
    "map the teams' words",
  ),
  audit: toldBy(
    'data audit: ',
    'done',
    'not done',
    'look through CRM, product and support: what is known of whom',
  ),
  crm: toldBy(
    'persona required in the CRM: ',
    'yes',
    'not yet',
    'make the persona a required field in the CRM',
  ),
  clv: toldBy(
    'lifetime value by persona: ',
    'read',
    'not read yet',
    'read customer lifetime value by persona',
  ),
  channels: toldBy('reached where they learn: ', 'yes', 'not yet', 'reach each persona where it learns'),
}

export const checkWords = (check: Check): string => CHECKS[check.check].is(check)
export const todoOf = (check: Check): string => CHECKS[check.check].todo
export const wayTo = (check: Check) => CHECKS[check.check].ask
