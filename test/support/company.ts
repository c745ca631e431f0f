import type { Files } from './folder.ts'

/** A knowledge folder as small as one of every kind can be. Each call gives fresh values to change. */
export function smallCompany() {
  return {
    'people.yaml': {
      people: [
        {
          handle: 'mina',
          name: 'Mina Albrecht',
          email: 'mina@example.com',
          function: 'marketing',
          roles: ['admin'],
        },
        {
          handle: 'jonas',
          name: 'Jonas Feldt',
          email: 'jonas@example.com',
          function: 'sales',
          roles: ['board'],
        },
      ],
    },
    'evidence/interviews.yaml': {
      method: 'interviews',
      title: 'Twelve interviews',
      date: '2026-05-31',
      n: 12,
    },
    'personas/owner-ollie.yaml': ollie(),
    'objections/too-expensive.yaml': {
      title: 'Too expensive',
      owner: 'jonas',
      causes: [
        { id: 'c1', persona: 'owner-ollie', text: 'The cost is his own money', cites: ['interviews'] },
      ],
      say: [{ id: 's1', text: 'Start with one site', audience: 'customer' }],
    },
    'playbooks/first-call.yaml': {
      title: 'First call',
      function: 'sales',
      personas: ['owner-ollie'],
      when: 'Before the first call',
      steps: [{ id: 't1', text: 'Ask who answers the phone' }],
    },
    'vocabulary/price.yaml': { title: 'Price', synonyms: ['cost', 'fee'] },
  } satisfies Files
}

const ollie = () => ({
  title: 'Owner Ollie',
  kind: 'primary',
  aliases: ['SMB', 'Persona A'],
  owner: 'mina',
  verifiedAt: '2026-06-01',
  goals: [{ id: 'g1', type: 'functional', text: 'Publish without hiring', cites: ['interviews'] }],
  pains: [{ id: 'p1', severity: 5, text: 'Everything waits for him', cites: [] as string[] }],
  // biome-ignore lint/suspicious/noThenProperty: the file format names it so.
  decisionRules: [{ id: 'd1', ifNot: 'set up without a developer', then: 'no', cites: ['interviews'] }],
})

/** A persona of one claim, to be one of many. */
export const persona = (title: string, text = `${title} wants something`) => ({
  title,
  kind: 'primary',
  goals: [{ id: 'g1', text }],
})
