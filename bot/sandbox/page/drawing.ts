import { Worker } from 'node:worker_threads'
import type { Drawn, Names } from './draw-blocks.ts'

const IDLE_MS = 30_000

type Job = {
  blocks: unknown[]
  names: Names
  done: (drawn: Drawn[]) => void
  failed: (error: unknown) => void
}

/**
 * Draws charts, Markdown and the other rarer kinds of block in a thread of its own: the packages for it take 100 MB
 * and milliseconds a block, which neither an idle program nor somebody who waits for an answer should notice. The
 * thread starts with the first block and ends when there were none for a while.
 */
export function drawing(): (blocks: unknown[], names: Names) => Promise<Drawn[]> {
  const waiting: Job[] = []
  let worker: Worker | undefined
  let idle: NodeJS.Timeout | undefined

  function start(): Worker {
    const thread = new Worker(new URL('./draw-blocks.ts', import.meta.url), {
      env: { NODE_ENV: 'production' },
    })
    thread.unref()
    thread.on('message', (drawn: Drawn[]) => {
      waiting.shift()?.done(drawn)
      next()
    })
    thread.on('error', (error) => {
      worker = undefined
      for (const job of waiting.splice(0)) job.failed(error)
    })
    return thread
  }

  function stop(): void {
    void worker?.terminate()
    worker = undefined
  }

  function next(): void {
    clearTimeout(idle)
    const [job] = waiting
    if (job === undefined) {
      idle = setTimeout(stop, IDLE_MS).unref()
      return
    }
    worker ??= start()
    worker.postMessage({ blocks: job.blocks, names: job.names })
  }

  return (blocks, names) =>
    new Promise((done, failed) => {
      waiting.push({ blocks, names, done, failed })
      if (waiting.length === 1) next()
    })
}
