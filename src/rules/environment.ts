import { Environment } from '@marcbachmann/cel-js'
import type { RuleFacts } from './facts.ts'
import type { FieldType, RuleAbout, RuleField } from './names.ts'
import { counterKey } from './needs.ts'

/** A rule is read by people: what is larger than this is none. */
const LIMITS = {
  maxAstNodes: 150,
  maxDepth: 24,
  maxListElements: 50,
  maxMapEntries: 10,
  maxCallArguments: 5,
}

const CEL_TYPE: Record<FieldType, string> = {
  number: 'double',
  text: 'string',
  date: 'google.protobuf.Timestamp',
  flag: 'bool',
}

/** Knows the type of each field, so that it finds what a rule gets wrong. It never runs one. */
export function checkingEnvironment(fields: RuleField[], about: RuleAbout): Environment {
  const env = withFunctions(() => undefined)
  env.registerType('Account', { fields: { ...typesOf('account.', fields), attributes: 'map<string, dyn>' } })
  env.registerVariable('account', 'Account')
  if (about === 'contact') {
    env.registerType('Contact', {
      fields: { ...typesOf('contact.', fields), attributes: 'map<string, dyn>' },
    })
    return env.registerVariable('contact', 'Contact')
  }
  if (about === 'account') return env
  env.registerType('Event', { fields: { ...typesOf('event.', fields), properties: 'map<string, dyn>' } })
  return env.registerVariable('event', 'Event')
}

/** Runs rules over plain objects, whatever their fields: the fastest way. `facts` are those of the moment. */
export function runningEnvironment(facts: () => RuleFacts | undefined): Environment {
  return withFunctions(facts)
    .registerVariable('account', 'map<string, dyn>')
    .registerVariable('event', 'map<string, dyn>')
    .registerVariable('contact', 'map<string, dyn>')
}

function typesOf(prefix: string, fields: RuleField[]): Record<string, string> {
  const own = fields.filter(({ path }) => path.startsWith(prefix) && !path.slice(prefix.length).includes('.'))
  return Object.fromEntries(own.map(({ path, type }) => [path.slice(prefix.length), CEL_TYPE[type]]))
}

const DAY = 24 * 60 * 60 * 1000

function withFunctions(facts: () => RuleFacts | undefined): Environment {
  const counter = (key: string) => facts()?.counters?.get(key)
  return new Environment({ limits: LIMITS })
    .registerOperator('double == int', (a: number, b: bigint) => a === Number(b))
    .registerFunction(
      'count(string, double): double',
      (signal: string, days: number) => counter(counterKey({ of: 'count', signal, days })) ?? 0,
    )
    .registerFunction(
      'last(string): double',
      // What never happened is longer ago than anything.
      (signal: string) => counter(counterKey({ of: 'last', signal })) ?? Number.POSITIVE_INFINITY,
    )
    .registerFunction(
      'total(string, string, double): double',
      (signal: string, property: string, days: number) =>
        counter(counterKey({ of: 'total', signal, property, days })) ?? 0,
    )
    .registerFunction(
      'daysSince(google.protobuf.Timestamp): double',
      (date: Date) => ((facts()?.at.getTime() ?? Number.NaN) - date.getTime()) / DAY,
    )
}
