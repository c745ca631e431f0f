import { createHash, randomBytes } from 'node:crypto'

/** As random as it is, nobody finds it by trying, so that its digest needs no salt and no slowness. */
export const newWriteKey = (): string => randomBytes(24).toString('base64url')

export const digestOf = (key: string): string => createHash('sha256').update(key).digest('hex')

/** The write key of an Authorization header: the user name of Basic authentication, as Segment's libraries send it. */
export function keyIn(header: string | undefined): string | undefined {
  const [, encoded] = /^Basic +([A-Za-z0-9+/_-]+=*)$/i.exec(header ?? '') ?? []
  const [key] = encoded === undefined ? [] : Buffer.from(encoded, 'base64').toString('utf8').split(':')
  return key || undefined
}
