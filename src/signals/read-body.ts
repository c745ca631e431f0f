import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate } from 'node:zlib'
import { UserError } from '#src/errors.ts'

/** More was sent than is taken. */
export class TooLarge extends Error {}

type Inflate = (packed: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>

const PACKED: Record<string, Inflate> = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
}

/** Reads a JSON object of at most so many bytes, packed or not. Throws a UserError for what is none, or TooLarge. */
export async function readBody(
  request: Request,
  most: number,
): Promise<{ json: Record<string, unknown>; bytes: number }> {
  const plain = await unpack(await readUpTo(request, most), request.headers.get('content-encoding'), most)
  const json = parse(plain.toString('utf8'))
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw new UserError('The body has to be a JSON object.')
  return { json: { ...json }, bytes: plain.length }
}

const tooLarge = (most: number) =>
  new TooLarge(`The request is larger than ${most / 1024} kB: send smaller batches.`)

async function readUpTo(request: Request, most: number): Promise<Buffer> {
  if (Number(request.headers.get('content-length') ?? 0) > most) throw tooLarge(most)
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of request.body ?? []) {
    bytes += chunk.length
    if (bytes > most) throw tooLarge(most)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

async function unpack(body: Buffer, encoding: string | null, most: number): Promise<Buffer> {
  const how = encoding?.trim().toLowerCase() ?? 'identity'
  if (how === 'identity' || how === '') return body
  const inflated = PACKED[how]
  if (!inflated) throw new UserError('Content-Encoding has to be gzip, deflate or br, or be left out.')
  return await inflated(body, { maxOutputLength: most }).catch((error: unknown) => {
    if (error instanceof RangeError) throw tooLarge(most)
    throw new UserError(`The body is no ${how}.`, { cause: error })
  })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new UserError('The body is no JSON.', { cause: error })
  }
}
