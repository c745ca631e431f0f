import { enableCompileCache } from 'node:module'

// No TypeScript: what takes the types out need not even be loaded where everything was compiled at an earlier start.
const { directory } = enableCompileCache()
// Threads and processes of its own look for the cache here.
process.env.NODE_COMPILE_CACHE ??= directory
await import('./main.ts')
