import type { MethodName } from './methods.ts'

/** The groups of customers to interview; with one of them missing, a persona knows one side only. */
export const GROUPS = ['new', 'active', 'churned', 'high-clv', 'support-intensive'] as const

export type Group = (typeof GROUPS)[number]

/** The questions that lead through an interview. */
export const GUIDING_QUESTIONS = [
  'What got you interested in the first place?',
  'Which alternative did you almost choose?',
  'What made you hesitate?',
  'When did you almost give up?',
  'What convinced you to stay, or to take more?',
] as const

/** What to look for when reading the transcripts, and the fields of a persona that it fills. */
export const PATTERNS = {
  language: 'terms and metaphors that they use themselves',
  'risk perception': 'what they are afraid of, and what makes it worse or better',
  'sources of trust': 'whom and what they believe',
  'decision rules': 'if this is not fulfilled, then no',
} as const

type Strategy = { name: string; when: string; methods: MethodName[] }

/** The ways to build personas that are known to work, each with the methods that carry it. */
export const STRATEGIES: Strategy[] = [
  {
    name: 'Research first',
    when: 'few customers, long sales cycles',
    methods: ['interviews', 'sales-calls', 'survey'],
  },
  {
    name: 'Jobs to be done',
    when: 'the same person buys for different reasons',
    methods: ['switch-interviews', 'interviews', 'survey'],
  },
  {
    name: 'Behaviour and data',
    when: 'many users and good tracking',
    methods: ['product-analytics', 'cohort', 'interviews'],
  },
  {
    name: 'Buying committee',
    when: 'several people decide on one deal',
    methods: ['interviews', 'win-loss', 'sales-calls'],
  },
]
