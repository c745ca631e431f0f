import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/** Where each folder may import from, beside itself and packages. Main files, and the program, put all together. */
const ALLOWED: Record<string, RegExp> = {
  src: /^(#(src|prisma\/generated)\/|\.\/|node:|[a-z@](?!slack\/))/,
  bot: /^(#(bot|src|prisma\/(generated|seed))|\.\/|node:|[a-z@])/,
  jobs: /^(#(jobs|src|bot\/(views|slack)|prisma\/generated)\/|\.\/|node:|[a-z@])/,
  'bot/sandbox': /^(#(bot\/sandbox|src\/errors)|\.\/|node:|[a-z@])/,
}

test.each(Object.entries(ALLOWED))('%s imports along the arrows', (folder, allowed) => {
  const files = globSync(`${folder}/**/*.ts`).filter((file) => !/(main|bot\/program)\.ts$/.test(file))
  const imports = files.flatMap((file) => importsOf(file).map((path) => ({ file, path })))
  expect(imports.filter(({ path }) => !allowed.test(path))).toEqual([])
})

const importsOf = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/(?:from|import\()\s*'([^'\s]+)'/g)].flatMap(
    ([, path]) => path ?? [],
  )
