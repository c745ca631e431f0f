import { enableCompileCache } from 'node:module'

// Before anything else is loaded: what was compiled once is not compiled at the next start.
enableCompileCache()
await import('./main.ts')
