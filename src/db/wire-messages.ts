/** What a client of the PostgreSQL protocol (version 3) asks for, cut so that each piece can run in one go. */
export type Piece =
  | { type: 'encryption' }
  | { type: 'cancel' }
  | { type: 'login' }
  | { type: 'run'; bytes: Buffer }
  | { type: 'goodbye' }

const ENCRYPTION_REQUESTS = [80_877_103, 80_877_104]
const CANCEL_REQUEST = 80_877_102
/** Query, Sync, Flush and FunctionCall: a client waits for an answer after these, and after these alone. */
const ENDS_OF_PIECE = new Set([...'QSHF'].map((letter) => letter.charCodeAt(0)))
const TERMINATE = 'X'.charCodeAt(0)
const LONGEST = 512 * 1024 * 1024

/**
 * Takes bytes as they arrive and returns the pieces that they complete. A statement and its parameters are several
 * messages that may arrive in several chunks: only together do they mean anything to a session that is shared.
 */
export function createReader(): (chunk: Buffer) => Piece[] {
  let chunks: Buffer[] = []
  let held = 0
  let needed = 0
  let started = false
  return (chunk) => {
    chunks.push(chunk)
    held += chunk.length
    if (held < needed) return []
    const cut = cutPieces(Buffer.concat(chunks), started)
    started = cut.started
    chunks = [cut.rest]
    held = cut.rest.length
    needed = cut.needed
    return cut.pieces
  }
}

interface Cut {
  pieces: Piece[]
  rest: Buffer
  /** How long the rest must have become before it is worth another look. */
  needed: number
  started: boolean
}

function cutPieces(bytes: Buffer, started: boolean): Cut {
  const pieces: Piece[] = []
  let begin = 0
  let at = 0
  for (;;) {
    const length = messageLength(bytes, at, started)
    const end = at + length
    if (end > bytes.length) return { pieces, rest: bytes.subarray(begin), needed: end - begin, started }
    const message = bytes.subarray(at, end)
    const piece = started ? toPiece(message, bytes.subarray(begin, end)) : toOpening(message)
    at = end
    if (piece === undefined) continue
    pieces.push(piece)
    begin = end
    if (piece.type === 'login') started = true
  }
}

/** Bytes that the message at this place takes; where its header is incomplete, those that the header takes. */
function messageLength(bytes: Buffer, at: number, started: boolean): number {
  const header = started ? 5 : 8
  if (bytes.length < at + header) return header
  const length = started ? 1 + bytes.readInt32BE(at + 1) : bytes.readInt32BE(at)
  if (length < (started ? 5 : 8) || length > LONGEST) throw new Error('That is no PostgreSQL client.')
  return length
}

function toPiece(message: Buffer, all: Buffer): Piece | undefined {
  const type = message[0] ?? 0
  if (type === TERMINATE) return { type: 'goodbye' }
  return ENDS_OF_PIECE.has(type) ? { type: 'run', bytes: all } : undefined
}

/** The first message has no type: it asks for encryption, or for another's query to stop, or it logs in. */
function toOpening(message: Buffer): Piece {
  const code = message.readInt32BE(4)
  if (ENCRYPTION_REQUESTS.includes(code)) return { type: 'encryption' }
  return { type: code === CANCEL_REQUEST ? 'cancel' : 'login' }
}
