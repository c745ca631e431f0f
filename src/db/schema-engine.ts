import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory, type SqlDriverAdapter } from '@prisma/driver-adapter-utils'
import type { SchemaEngine } from '@prisma/schema-engine-wasm'

/** The part used here; TypeScript has it in the browser's library only. */
declare const WebAssembly: {
  instantiate(
    bytes: Uint8Array,
    imports: object,
  ): Promise<{ instance: { exports: { [name: string]: unknown; __wbindgen_start?: unknown } } }>
}

type Engine = typeof import('@prisma/schema-engine-wasm')

/** The package keeps its instance in its module: a second one would pull it away from under the first. */
let loading: Promise<Engine> | undefined

/** Prisma's own engine, which its CLI would download, as WebAssembly. Loaded only where there is work for it. */
export async function openSchemaEngine(
  factory: PrismaPg,
  datamodels?: [string, string][],
): Promise<SchemaEngine> {
  loading ??= loadEngine()
  const { SchemaEngine } = await loading
  const quiet = () => {}
  return SchemaEngine.new(
    { datamodels },
    quiet,
    bindMigrationAwareSqlAdapterFactory(withWholeScripts(factory)),
  )
}

/** Instantiated by hand: importing the package's entry makes Node warn about WebAssembly modules. */
async function loadEngine(): Promise<Engine> {
  const engine = await import('@prisma/schema-engine-wasm/schema_engine_bg')
  const entry = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm')
  const bytes = await readFile(join(dirname(entry), 'schema_engine_bg.wasm'))
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': { ...engine } })
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: raise } })
  engine.__wbg_set_wasm(instance.exports)
  const start = instance.exports.__wbindgen_start
  if (typeof start === 'function') start()
  return engine
}

function raise(message: string): never {
  throw new Error(`Prisma's schema engine failed: ${message}`)
}

/** Prisma's adapter cuts a script at every semicolon, even inside a function's body. Whole, it is atomic too. */
function withWholeScripts(factory: PrismaPg): PrismaPg {
  const connect = factory.connect.bind(factory)
  factory.connect = async () => {
    const adapter = await connect()
    const whole: SqlDriverAdapter['executeScript'] = async (sql) => {
      await adapter.executeRaw({ sql, args: [], argTypes: [] })
    }
    return Object.assign(adapter, { executeScript: whole })
  }
  return factory
}
