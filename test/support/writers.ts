import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

/** A function, as far as its text tells: whether it writes to the database by itself, and what it mentions. */
type Known = { text: string; writes: boolean; asks: boolean; mentions: string[] }

const WRITES =
  /\b(tx|db)\.\w+\.(create|createMany|update|updateMany|upsert|delete|deleteMany)\(|\$executeRaw|\b(INSERT INTO|UPDATE|DELETE FROM) [a-z_"]+/
/** Who sits on the board and who stands in is a question of seats. */
const ASKS = /\b(may|demand|demandOf|allows|may[A-Z]\w*|votersAmong|spokenFor)\(/

/** Every function and constant at the top of the files of some folders, by file and name. */
export function functionsIn(folders: string[]): Map<string, Known> {
  const files = folders.flatMap((folder) => globSync(`${folder}/**/*.ts`))
  return new Map(files.flatMap((file) => partsOf(file, readFileSync(file, 'utf8'))))
}

function partsOf(file: string, text: string): [string, Known][] {
  const imported = importsIn(file, text)
  const parts = text.split(/^(?=(?:export )?(?:async )?(?:function\*?|const) \w+)/m)
  const names = parts.flatMap((part) => nameOf(part) ?? [])
  return parts.flatMap((part): [string, Known][] => {
    const name = nameOf(part)
    if (name === undefined) return []
    const words = new Set(part.match(/\b\w+\b/g))
    const mentions = [
      ...imported.flatMap(([local, key]) => (words.has(local) ? [key] : [])),
      ...names.flatMap((other) => (other !== name && words.has(other) ? [`${file}#${other}`] : [])),
    ]
    return [[`${file}#${name}`, { text: part, writes: WRITES.test(part), asks: ASKS.test(part), mentions }]]
  })
}

const nameOf = (part: string): string | undefined =>
  /^(?:export )?(?:async )?(?:function\*?|const) (\w+)/.exec(part)?.[1]

/** What a file imports of this program, by the name that it has there: `src/flags/store.ts#readFlag`. */
function importsIn(file: string, text: string): [string, string][] {
  const found = text.matchAll(/import (?!type )\{([^}]*)\} from '(#?[./][^']*|#[^']*)'/g)
  return [...found].flatMap(([, names = '', path = '']) =>
    names.split(',').flatMap((each): [string, string][] => {
      const [name = '', local = name] = each.trim().split(/ as /)
      return name === '' || name.startsWith('type ') ? [] : [[local, `${fileOf(path, file)}#${name}`]]
    }),
  )
}

const fileOf = (path: string, from: string): string =>
  path.startsWith('#') ? path.slice(1) : normalize(join(dirname(from), path))

/** What writes to the database on a way from here on which nothing of `src` has asked who may. */
export function unaskedWrites(
  key: string,
  functions: Map<string, Known>,
  exempt: RegExp,
  seen = new Set<string>(),
): string[] {
  const known = functions.get(key)
  if (!known || seen.has(key) || exempt.test(key)) return []
  seen.add(key)
  if (isAsked(key, known, functions)) return []
  if (known.writes) return [key]
  return known.mentions.flatMap((each) => unaskedWrites(each, functions, exempt, seen))
}

/** A function of the domain that asks, itself or by one beside it. */
function isAsked(key: string, { asks, mentions }: Known, functions: Map<string, Known>): boolean {
  const [file = ''] = key.split('#')
  if (!file.startsWith('src/') || file.startsWith('src/cli/')) return false
  return asks || mentions.some((each) => each.startsWith(`${file}#`) && functions.get(each)?.asks === true)
}
