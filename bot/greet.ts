import type { Context } from '#src/context.ts'
import { causeOf } from '#src/errors.ts'
import { forgetPosts } from '#src/posts/store.ts'
import type { Sandbox } from './sandbox/server.ts'
import { message } from './slack/message.ts'
import { postOnce } from './slack/post.ts'
import type { Wire } from './slack/wire.ts'
import { welcome } from './views/welcome.ts'

/** Welcomes whoever opens the page of the stand-in workspace, and again after each fresh start of it. */
export async function greet({ workspace }: Sandbox, ctx: Context, wire: Wire): Promise<void> {
  const post = async () => {
    const [first] = workspace.channels.values()
    if (first === undefined) return
    const blocks = welcome(await ctx.readLibrary())
    await postOnce({ key: 'welcome', channelId: first.id, message: message(blocks) }, ctx, wire)
  }
  const again = async () => {
    await forgetPosts(ctx.db)
    await post()
  }
  workspace.listeners.add(({ kind }) => {
    if (kind !== 'reset') return
    again().catch((error: unknown) => ctx.log.warn({ cause: causeOf(error) }, 'The welcome was not posted'))
  })
  await post()
}
