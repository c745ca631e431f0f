import type { ModalView } from '@slack/types'
import { modalView } from './form.ts'
import type { Message } from './message.ts'
import { refusalOf, type Wire } from './wire.ts'

/** What somebody saw when they pressed a button in it. `above`: the view over which a modal lies. */
export type Shown = { type: 'home' | 'modal'; id: string; above?: string | undefined }

/** False where Slack opens nothing, because it is too late or a block may not stand there. */
type Opened = Promise<boolean>

/**
 * Shows an answer over the Home tab, or over another answer, to which one can go back. The next one takes the place
 * of the one on top, so that a form still has room above: Slack stacks three.
 */
export async function showOver(shown: Shown, { blocks }: Message, triggerId: string, wire: Wire): Opened {
  const view = modalView('answer', {}, { title: 'Dramatis', blocks })
  const { client } = wire
  if (shown.type === 'home') return await opened(client.views.open({ trigger_id: triggerId, view }))
  if (shown.above !== undefined) return await replace(shown, view, wire)
  return await opened(client.views.push({ trigger_id: triggerId, view }))
}

/** Puts another modal in the place of this one. */
export const replace = async ({ id }: Shown, view: ModalView, { client }: Wire): Opened =>
  await opened(client.views.update({ view_id: id, view }))

async function opened(opening: Promise<unknown>): Opened {
  try {
    await opening
    return true
  } catch (error) {
    if (refusalOf(error) === undefined) throw error
    return false
  }
}
