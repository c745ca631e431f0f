import { parentPort } from 'node:worker_threads'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { type Block, Message } from 'slack-blocks-to-jsx'

/** A block as HTML, in which every text is escaped; undefined where the package can't draw it. */
export type Drawn = string | undefined
export type Names = { users: { id: string; name: string }[]; channels: { id: string; name: string }[] }

/** Runs as a thread, see drawing.ts. */
parentPort?.on('message', ({ blocks, names }: { blocks: Block[]; names: Names }) => {
  parentPort?.postMessage(blocks.map((block) => draw(block, names)))
})

function draw(block: Block, names: Names): Drawn {
  const users = names.users.map((user) => ({ ...user, avatar: '' }))
  try {
    return renderToStaticMarkup(
      createElement(Message, {
        blocks: [block],
        name: '',
        logo: '',
        theme: 'light',
        withoutWrapper: true,
        data: { users, channels: names.channels },
      }),
    )
  } catch {
    return undefined
  }
}
