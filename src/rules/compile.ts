import { EvaluationError } from '@marcbachmann/cel-js'
import { runningEnvironment } from './environment.ts'
import type { RuleFacts } from './facts.ts'
import { typeWords } from './fault.ts'
import { type CounterNeed, needsIn } from './needs.ts'
import { parseRule } from './parse.ts'

/** It can't be told whether the rule holds, and why: "seats is not known". */
type Unknown = { unknown: string }

export type CompiledRule = {
  /** The counters that it reads. */
  needs: CounterNeed[]
  /** Whether it holds. Never throws. */
  test: (facts: RuleFacts) => boolean | Unknown
}

let current: RuleFacts | undefined
const env = runningEnvironment(() => current)

/** Makes a rule that was checked into a function. Throws where the text can't be parsed. */
export function compileRule(text: string): CompiledRule {
  const parsed = parseRule(env, text)
  return {
    needs: needsIn(parsed.ast),
    test(facts) {
      current = facts
      // Where a value is missing the package throws: without the stack that nobody reads, three times as fast.
      const traced = Error.stackTraceLimit
      Error.stackTraceLimit = 0
      try {
        return parsed(facts) === true
      } catch (error) {
        return { unknown: reasonOf(error) }
      } finally {
        Error.stackTraceLimit = traced
        current = undefined
      }
    },
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof EvaluationError)) return String(error)
  const { code, summary, node } = error
  if (code === 'no_such_key') return `${summary.replace(/^No such key: /, '')} is not known`
  if (code === 'unknown_variable') return `${summary.replace(/^Unknown variable: /, '')} is not known`
  const field = node && 'op' in node ? node.input.slice(node.start, node.end) : ''
  return field === '' ? summary : `${field} can't be told: ${typeWords(summary)}`
}
