import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Fields, isFields, textOf } from './fields.ts'
import { Refusal } from './refusals.ts'

const BODY_MOST_BYTES = 20_000_000

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    if (size > BODY_MOST_BYTES) throw new Refusal('invalid_arguments')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

export function parseJson(body: Buffer): Fields {
  try {
    const value: unknown = JSON.parse(body.toString())
    if (isFields(value)) return value
  } catch {
    // Falls through to the one refusal for whatever isn't an object.
  }
  throw new Refusal('invalid_json')
}

/** The arguments of a Web API call, from JSON, a form, a multipart form or the query; the token from header or body. */
export async function readArguments(
  request: IncomingMessage,
): Promise<{ args: Fields; token: string | undefined }> {
  const query = Object.fromEntries(new URL(request.url ?? '/', 'http://localhost').searchParams)
  const body = await readBody(request)
  const { token: sent, ...args }: Fields = { ...query, ...(await decodeBody(request, body)) }
  const bearer = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
  return { args, token: bearer ?? (textOf(sent) || undefined) }
}

async function decodeBody(request: IncomingMessage, body: Buffer): Promise<Fields> {
  if (body.length === 0) return {}
  const type = request.headers['content-type'] ?? ''
  if (type.startsWith('application/json')) return parseJson(body)
  if (type.startsWith('application/x-www-form-urlencoded'))
    return Object.fromEntries(new URLSearchParams(body.toString()))
  if (type.startsWith('multipart/form-data')) return Object.fromEntries(await readForm(body, type))
  throw new Refusal('invalid_post_type')
}

/** The parts of a multipart form; the platform's own parser reads it. */
export async function readForm(body: Buffer, type: string): Promise<FormData> {
  try {
    return await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData()
  } catch {
    throw new Refusal('invalid_form_data')
  }
}

export function reply(
  response: ServerResponse,
  status: number,
  body: Fields | string,
  headers: Record<string, string> = {},
): void {
  const type = typeof body === 'string' ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8'
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store', ...headers })
  response.end(typeof body === 'string' ? body : JSON.stringify(body))
}
