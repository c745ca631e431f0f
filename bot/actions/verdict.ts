import { message } from '#bot/slack/message.ts'
import { thanksForVerdict } from '#bot/views/feedback-notes.ts'
import { answerGone, onlyCustomerFacing } from '#bot/views/sentences.ts'
import type { Shown } from '#bot/views/view.ts'
import { triedKey } from '#src/feedback/feedback.ts'
import { keepVerdict, readTried } from '#src/feedback/store.ts'
import { entryKey } from '#src/knowledge/entry.ts'
import { action } from './action.ts'
import { answerAgain, answerValue } from './answer-again.ts'

const verdict = (name: string, hasWorked: boolean) =>
  action({
    name,
    asks: 'judge-answer',
    value: answerValue,
    async run({ answer }, { asker, at }, ctx) {
      if (asker.outsider) return [{ to: 'asker', message: message(onlyCustomerFacing()) }]
      const again = await answerAgain(answer, { audience: 'internal', viewer: asker.member?.handle }, ctx)
      const [entry] = again?.entries ?? []
      if (!again || !entry) return [{ to: 'asker', message: message(answerGone()) }]
      const { kind, slug, version } = entry
      const about = { kind, slug, persona: personaOf(again.what) }
      const subject = { entry: entryKey(entry), persona: about.persona }
      const said = { answerId: answer, ...about, version, function: asker.member?.function }
      await keepVerdict(ctx.db, { ...said, worked: hasWorked }, at)
      const tried = (await readTried(ctx.db, ctx.now())).get(triedKey(about))
      const { library } = again.reading
      return [{ to: 'asker', message: message(thanksForVerdict(hasWorked, subject, tried, library)) }]
    },
  })

/** Whether an answer helped. It counts for its entry and persona; of the person only the function is kept. */
export const worked = verdict('worked', true)
export const didNotWork = verdict('did-not-work', false)

/** The persona that an answer was for, where it was for one. */
const personaOf = ({ persona }: Shown): string | undefined =>
  typeof persona === 'string' ? persona : undefined
