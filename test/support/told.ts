import { plainText } from '#bot/slack/plain-text.ts'
import type { Post } from '#bot/views/telling.ts'

/** A report as people read it, post by post; of each row of buttons their words. */
export function toldText(posts: Post[]): string {
  const texts = posts.map(({ name, message, picture }) =>
    [
      `== ${name ?? 'in the channel'}`,
      plainText(message.blocks),
      ...(picture ? [`[picture: ${picture.alt}]`] : []),
    ].join('\n'),
  )
  return `${texts.join('\n\n')}\n`
}
