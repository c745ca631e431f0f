import { createServer, type Server, type Socket } from 'node:net'
import type { PGlite } from '@electric-sql/pglite'
import { type SharedSession, type SharingOptions, shareSession } from './shared-session.ts'
import { socketPath, socketUrl } from './socket-folder.ts'
import { createReader, type Piece } from './wire-messages.ts'

export interface WireServer {
  url: string
  close(): Promise<void>
}

const PROTOCOL_3 = 196_608

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
  const greeting = await greet(pglite)
  const session = shareSession(pglite, options)
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    attend(socket, session, greeting)
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

function attend(socket: Socket, session: SharedSession, greeting: Buffer) {
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
      case 'login':
        return void socket.write(greeting)
      case 'cancel':
      case 'goodbye':
        return void socket.end()
      case 'run':
        return session.run(client, piece.bytes)
    }
  }
}

/** The session logs in once, for all clients: nobody waits for another's transaction only to be let in. */
async function greet(pglite: PGlite): Promise<Buffer> {
  const settings = Buffer.from('user\0postgres\0database\0postgres\0client_encoding\0UTF8\0\0')
  const head = Buffer.alloc(8)
  head.writeInt32BE(head.length + settings.length, 0)
  head.writeInt32BE(PROTOCOL_3, 4)
  const answers: Buffer[] = []
  // Not execProtocolRaw, which answers nothing once its streaming sister was used.
  await pglite.execProtocolRawStream(Buffer.concat([head, settings]), {
    onRawData: (data) => answers.push(Buffer.from(data)),
  })
  return Buffer.concat(answers)
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
