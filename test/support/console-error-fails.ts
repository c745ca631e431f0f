import { afterEach } from 'vitest'

/** What the program would have printed for nobody: each test that causes it fails with it. */
const said: unknown[][] = []
console.error = (...args: unknown[]) => said.push(args)

afterEach(() => {
  const first = said.at(0)
  said.length = 0
  if (first !== undefined) throw new Error(`console.error was called: ${first.map(String).join(' ')}`)
})
