import type { BoardQuestion } from '#src/health/check.ts'
import type { PhaseName } from '#src/health/roadmap.ts'
import type { SymptomName } from '#src/health/symptoms.ts'

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
  channels: 'Do you reach each persona where it learns, and not where it is easiest for you?',
}
