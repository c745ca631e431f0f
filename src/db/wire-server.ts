import { createServer, type Server, type Socket } from 'node:net'
import type { PGlite } from '@electric-sql/pglite'
import { type SharedSession, type SharingOptions, shareSession } from './shared-session.ts'
import { socketPath, socketUrl } from './socket-folder.ts'
import { createReader, type Piece } from './wire-messages.ts'

export interface WireServer {
  url: string
  close(): Promise<void>
}

/**
 * Lets clients of the PostgreSQL protocol share PGlite's one session over a Unix socket in the folder.
 *
 * `@electric-sql/pglite-socket` does this message by message: where a statement's parameters fill more than one
 * chunk (64 kB), another client's statement slips in between and gets them.
 */
export async function servePglite(
  pglite: PGlite,
  folder: string,
  options: SharingOptions = {},
): Promise<WireServer> {
  const session = shareSession(pglite, options)
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    attend(socket, session)
  })
  await listen(server, socketPath(folder))
  return {
    url: socketUrl(folder),
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve))
      for (const socket of sockets) socket.destroy()
      await closed
      await session.idle()
    },
  }
}

function attend(socket: Socket, session: SharedSession) {
  const read = createReader()
  const client = {
    send: (bytes: Buffer) => socket.writable && socket.write(bytes),
    end: () => socket.destroy(),
  }
  socket.setNoDelay(true)
  socket.on('error', () => socket.destroy())
  socket.on('close', () => session.leave(client))
  socket.on('data', (chunk: Buffer) => {
    try {
      for (const piece of read(chunk)) answer(piece)
    } catch {
      socket.destroy()
    }
  })
  const answer = (piece: Piece) => {
    switch (piece.type) {
      case 'encryption':
        return void socket.write('N')
      case 'cancel':
      case 'goodbye':
        return void socket.end()
      case 'run':
        return session.run(client, piece.bytes)
    }
  }
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(path, () => {
      server.off('error', reject)
      resolve()
    })
  })
}
