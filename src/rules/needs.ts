import type { ASTNode } from '@marcbachmann/cel-js'
import { callsIn, numberOf, textOf } from './tree.ts'

/** A windowed counter that a rule reads: how often, how many days ago, how much of a property in all. */
export type CounterNeed =
  | { of: 'count'; signal: string; days: number }
  | { of: 'last'; signal: string }
  | { of: 'total'; signal: string; property: string; days: number }

/**
 * The counters of one account, by `counterKey`. What isn't among them is zero; of `last`, it never happened.
 */
export type Counters = ReadonlyMap<string, number>

/** The name of a counter in `Counters`. */
export function counterKey(need: CounterNeed): string {
  switch (need.of) {
    case 'count':
      return `count ${need.signal} ${need.days}`
    case 'last':
      return `last ${need.signal}`
    case 'total':
      return `total ${need.signal} ${need.days} ${need.property}`
  }
}

/** Every counter that a checked rule reads, each once. */
export function needsIn(tree: ASTNode): CounterNeed[] {
  const needs = callsIn(tree).flatMap(({ name, args }) => needOf(name, args) ?? [])
  return uniqueNeeds(needs)
}

/** Those of several rules, each once, to be read in one batch. */
export const uniqueNeeds = (needs: CounterNeed[]): CounterNeed[] => [
  ...new Map(needs.map((need) => [counterKey(need), need])).values(),
]

/** The counter that a call reads; undefined where it is none, or its arguments aren't written out. */
export function needOf(name: string, [first, second, third]: ASTNode[]): CounterNeed | undefined {
  const signal = textOf(first)
  if (signal === undefined) return undefined
  if (name === 'last') return { of: 'last', signal }
  const days = numberOf(name === 'total' ? third : second)
  if (days === undefined) return undefined
  if (name === 'count') return { of: 'count', signal, days }
  const property = textOf(second)
  return name === 'total' && property !== undefined ? { of: 'total', signal, property, days } : undefined
}
