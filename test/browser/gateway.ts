import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/** A way to a server on this machine that can be cut and mended, as a network is. */
export type Gateway = { url: string; cut(): void; mend(): Promise<void>; close(): void }

export async function openGateway(to: string): Promise<Gateway> {
  const open = new Set<Socket>()
  const server = createServer((near) => {
    const far = connect(Number(new URL(to).port), '127.0.0.1')
    for (const socket of [near, far]) {
      open.add(socket)
      socket.on('error', () => socket.destroy())
      socket.on('close', () => {
        open.delete(socket)
        near.destroy()
        far.destroy()
      })
    }
    near.pipe(far).pipe(near)
  })
  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    return typeof address === 'object' && address ? address.port : 0
  }
  const port = await listen(0)
  const url = new URL(to)
  url.port = String(port)
  const cut = () => {
    server.close()
    for (const socket of open) socket.destroy()
  }
  return {
    url: url.href,
    cut,
    mend: async () => {
      await listen(port)
    },
    close: cut,
  }
}
