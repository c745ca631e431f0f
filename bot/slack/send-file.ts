import type { Context } from '#src/context.ts'
import { digestOf } from '#src/knowledge/digest.ts'
import { claimPost } from '#src/posts/store.ts'
import type { Outgoing } from './outgoing.ts'
import { openDirect, type Wire } from './wire.ts'

/**
 * Uploads a text into somebody's direct messages. An upload carries no name of ours, so that it can't be looked for:
 * the key is claimed before, and whoever finds it claimed sends nothing.
 */
export async function sendFile(
  { userId, key, name, title, text }: Extract<Outgoing, { to: 'file' }>,
  ctx: Context,
  wire: Wire,
): Promise<void> {
  const channel = await openDirect(wire, userId)
  if (!(await claimPost(ctx.db, key, { channel, digest: digestOf(text) }, ctx.now()))) return
  await wire.client.filesUploadV2({
    channel_id: channel,
    filename: name,
    title,
    file: Buffer.from(text, 'utf8'),
  })
}
