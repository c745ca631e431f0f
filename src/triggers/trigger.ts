import { z } from 'zod'
import { claim, claimId, phrase, slug } from '#src/knowledge/claim.ts'
import { defineKind, type Reference } from '#src/knowledge/kind.ts'
import { stage } from '#src/lifecycle/stage.ts'
import { forPersona, personaReferences } from '#src/personas/for-persona.ts'
import { checkRule } from '#src/rules/check.ts'
import { compileRule } from '#src/rules/compile.ts'
import { sayRuleFault } from '#src/rules/fault.ts'
import type { CounterNeed } from '#src/rules/needs.ts'
import { FAMILIES } from '#src/signals/signal.ts'
import { namesWith } from './names.ts'
import { placesIn } from './said.ts'

const START = Temporal.PlainDateTime.from('2001-01-01')

/** A pace of at least a minute and at most two years. */
const isPace = (text: string) => {
  try {
    const minutes = Temporal.Duration.from(text).total({ unit: 'minute', relativeTo: START })
    return minutes >= 1 && minutes <= 2 * 366 * 24 * 60
  } catch {
    return false
  }
}

const pace = (description: string) =>
  z.string().refine(isPace, 'an ISO 8601 duration such as P14D or PT4H').describe(description)

/** When something happens at an account, or fails to: whom to tell, why it matters, and what to do next. */
export const trigger = defineKind({
  name: 'trigger',
  called: 'trigger',
  folder: 'triggers',
  description: 'A trigger: what has to happen at an account, or fail to, so that somebody is told what to do',
  defaultStatus: 'active',
  fields: {
    aliases: z.array(phrase).default([]).describe('Other names of the trigger'),
    family: z.enum(FAMILIES).describe(`What it listens to: ${FAMILIES.join(', ')}`),
    on: z
      .array(slug)
      .default([])
      .describe(
        'Slugs of the signals upon which it is looked at; left out: it is looked at every morning, for what did not happen',
      ),
    condition: z
      .string()
      .trim()
      .min(1, 'a condition')
      .max(2000, 'a condition of at most 2,000 characters')
      .describe(
        "What has to be true, in CEL over account, event and counters: count('escalation-opened', 14) >= 3",
      ),
    says: phrase.describe(
      "What its card says after the account's name, with values in braces: opened {count('escalation-opened', 14)} escalations in 14 days",
    ),
    personas: z.array(slug).default([]).describe('Slugs of the personas it is for; left out: for all'),
    stages: z.array(stage).default([]).describe('Stages of the lifecycle it is for; left out: for all'),
    why: z
      .array(claim('Why it matters', forPersona))
      .default([])
      .describe('Why it matters, with the evidence for it'),
    play: z
      .strictObject({
        playbook: slug.describe('Slug of the playbook'),
        step: claimId.optional().describe('Id of the step to begin with; its first one if left out'),
      })
      .optional()
      .describe('What to do next'),
    tell: z
      .enum(['account-owner', 'named'])
      .default('account-owner')
      .describe(
        'Whom to tell first: who owns the account (the default), or the person or channel named here',
      ),
    person: slug.optional().describe('Handle of a person to tell'),
    channel: z
      .string()
      .regex(/^[CG][A-Z0-9]{2,}$/, 'the id of a channel such as C0123456789')
      .optional()
      .describe('Id of a channel to tell, one that the bot is in'),
    lasts: pace(
      'How long what happened is news, 14 days by default: the alert is over then at the latest',
    ).default('P14D'),
    cooldown: pace('How long it keeps still at an account after it fired, 14 days by default').default(
      'P14D',
    ),
    repeat: pace('After how long an unanswered alert is said again; once if left out').optional(),
    cap: z
      .int('a whole number of alerts')
      .min(1, 'at least one alert')
      .max(50, 'at most 50 alerts')
      .default(3)
      .describe(
        'How many of its alerts one person gets in a day, 3 by default; the others are listed in one message',
      ),
    wide: z
      .boolean()
      .default(false)
      .describe('Confirms that it is meant to fire for most accounts; without it such a trigger is refused'),
  },
  check(body, refuse) {
    if (body.tell === 'named' && body.person === undefined && body.channel === undefined)
      refuse(['person'], 'the person or the channel to tell, since tell is named')
    const wrong = ruleFault(body.condition, body)
    if (wrong !== undefined) refuse(['condition'], `a condition that can be told; ${wrong}`)
    for (const place of placesIn(body.says)) {
      if (place.fault !== undefined) refuse(['says'], `${place.fault}, instead of {${place.text}}`)
      else if (ruleFault(`${place.text} == ${place.text}`, body) !== undefined)
        refuse(['says'], `a counter, or a field that is known, instead of {${place.text}}`)
    }
  },
  askedBy: {
    why: 'why matter reason',
    play: 'play do next step action',
    condition: 'condition when rule fire',
  },
  names: (body) => body.aliases,
  references: (body) => [
    ...personaReferences(body),
    ...body.on.map((signal, index): Reference => ({ kind: 'signal', slug: signal, path: ['on', index] })),
    ...countedIn(body.condition).map(
      ({ signal }): Reference => ({ kind: 'signal', slug: signal, path: ['condition'] }),
    ),
    ...placesIn(body.says).flatMap(({ need }): Reference[] =>
      need ? [{ kind: 'signal', slug: need.signal, path: ['says'] }] : [],
    ),
    ...(body.play
      ? [{ kind: 'playbook', slug: body.play.playbook, path: ['play', 'playbook'] } satisfies Reference]
      : []),
  ],
})

export type TriggerBody = z.output<typeof trigger.body>

/** What is wrong with a condition, and where; whether its signals are there is asked of its references. */
function ruleFault(text: string, { on }: { on: string[] }): string | undefined {
  const signals = countedIn(text).map(({ signal }) => ({ slug: signal, title: signal }))
  const fault = checkRule(text, namesWith(signals), on.length > 0 ? 'event' : 'account')
  return fault && sayRuleFault(fault)
}

/** The counters of a condition; none of one that can't be read. */
function countedIn(text: string): CounterNeed[] {
  try {
    return compileRule(text).needs
  } catch {
    return []
  }
}

/** A trigger of nothing but a condition that somebody typed, upon the signals that it counts. */
export function typedTrigger(text: string): { body: TriggerBody } | { fault: string } {
  // Slack makes quotation marks curly.
  const condition = text.replaceAll(/[‘’“”]/g, "'").trim()
  const on = [...new Set(countedIn(condition).flatMap(({ of, signal }) => (of === 'last' ? [] : [signal])))]
  const read = trigger.body.safeParse({ family: 'behavioural', on, condition, says: 'meets it' })
  return read.success ? { body: read.data } : { fault: read.error.issues[0]?.message ?? 'a condition' }
}
