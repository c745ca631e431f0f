import type { Message } from '#bot/slack/message.ts'
import type { Outgoing } from '#bot/slack/outgoing.ts'
import { digestOfPost } from '#bot/slack/post.ts'
import type { Post } from '#bot/views/telling.ts'
import type { Context } from '#src/context.ts'
import { digestsOf, findPost } from '#src/posts/store.ts'

/** What a posted message would say now, by its key. */
export type Said = { key: string; message: Message }

/** The posts of a report by their keys. */
export const saidIn = (run: string, posts: Post[]): Said[] =>
  posts.map(({ name, message }) => ({ key: name === undefined ? run : `${run}/${name}`, message }))

/** Updates of those messages that are there and say something else by now. */
export async function changedPosts(said: Said[], { db }: Context): Promise<Outgoing[]> {
  const digests = await digestsOf(
    db,
    said.map(({ key }) => key),
  )
  const news = said.filter((each) => digests.has(each.key) && digests.get(each.key) !== digestOfPost(each))
  const posts = await Promise.all(news.map(async (each) => ({ each, post: await findPost(db, each.key) })))
  return posts.flatMap(({ each, post }) =>
    post ? [{ to: 'channel' as const, channelId: post.channel, ...each }] : [],
  )
}
