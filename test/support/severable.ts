import { connect, createServer, type Socket } from 'node:net'

/** A way to a database that can be cut and mended, as a network is. */
export type Severable = { url: string; cut(): void; mend(): void; close(): Promise<void> }

export async function severable(database: string): Promise<Severable> {
  const target = new URL(database)
  const directory = target.searchParams.get('host')
  const reach = () =>
    directory === null
      ? connect(Number(target.port || 5432), target.hostname)
      : connect(`${directory}/.s.PGSQL.${target.port || 5432}`)
  const open = new Set<Socket>()
  let severed = false
  const server = createServer((near) => {
    if (severed) {
      near.destroy()
      return
    }
    const far = reach()
    for (const [socket, other] of [[near, far] as const, [far, near] as const]) {
      open.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        open.delete(socket)
        other.destroy()
      })
    }
    near.pipe(far)
    far.pipe(near)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const url = new URL(database)
  url.searchParams.delete('host')
  url.hostname = '127.0.0.1'
  url.port = String(typeof address === 'object' ? address?.port : '')
  const cut = () => {
    severed = true
    for (const socket of open) socket.destroy()
  }
  return {
    url: url.href,
    cut,
    mend: () => {
      severed = false
    },
    close: async () => {
      cut()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
