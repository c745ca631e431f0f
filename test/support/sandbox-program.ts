import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type SandboxClient, sandboxClient } from '#bot/sandbox/client.ts'
import { startProgram } from './program.ts'

/** The whole program without Slack, as `npm start` runs it. */
export type SandboxProgram = { url: string; client: SandboxClient; stop(): Promise<void> }

/** In a data directory of its own, or in one that stays when it stops. */
export async function startSandboxProgram({ directory = '', port = 0 } = {}): Promise<SandboxProgram> {
  const own = directory === '' ? await mkdtemp(join(tmpdir(), 'dramatis-page-')) : undefined
  const program = startProgram('bot/main.ts', [], {
    DATA_DIR: own ?? directory,
    PORT: String(port),
    TZ_TEAM: 'Europe/Berlin',
    LOG_LEVEL: 'error',
  })
  await program.prints(/token=\w+\s/)
  const [url = ''] = /http:\/\/\S+/.exec(program.printed()) ?? []
  return {
    url,
    client: sandboxClient(url),
    async stop() {
      program.process.kill('SIGTERM')
      await program.ended
      if (own !== undefined) await rm(own, { recursive: true, force: true })
    },
  }
}
