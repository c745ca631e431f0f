import { z } from 'zod'
import { message } from '#bot/slack/message.ts'
import { experimentCard } from '#bot/views/experiment.ts'
import { experimentGone, NO_LINE, resultsForm, resultsKept, WRONG_LINE } from '#bot/views/experiment-forms.ts'
import { whoAreYou, youWrote } from '#bot/views/proposal-notes.ts'
import { UserError } from '#src/errors.ts'
import { readResultLines } from '#src/experiments/read-lines.ts'
import { experimentIn, readStanding } from '#src/experiments/read-standing.ts'
import { checkDays, enterResults } from '#src/experiments/store.ts'
import { modal, type Verdict } from './modal.ts'

/** What came of an experiment, for each persona and variant. */
export const experimentResults = modal({
  name: 'experiment-results',
  asks: 'enter-results',
  about: z.object({ experiment: z.string() }),
  values: z.object({ lines: z.string(NO_LINE).trim().min(1, NO_LINE), until: z.iso.date() }),
  form: resultsForm,
  async check({ about, values }, _pressed, ctx): Promise<Verdict> {
    const library = await ctx.readLibrary()
    const experiment = experimentIn(library, about.experiment)
    if (!experiment) return { verdict: 'take' }
    const read = readResultLines(values.lines, experiment.body, library)
    if ('wrong' in read) return { verdict: 'mend', errors: { lines: WRONG_LINE(read.line, read.wrong) } }
    if (read.cells.length === 0) return { verdict: 'mend', errors: { lines: NO_LINE } }
    const today = ctx.now().toZonedDateTimeISO(ctx.zone).toPlainDate()
    try {
      checkDays(experiment.body, Temporal.PlainDate.from(values.until), today)
    } catch (error) {
      if (error instanceof UserError) return { verdict: 'mend', errors: { until: error.message } }
      throw error
    }
    return { verdict: 'take' }
  },
  async run({ about, values }, { asker }, ctx) {
    const library = await ctx.readLibrary()
    const experiment = experimentIn(library, about.experiment)
    const typed = youWrote([values.lines])
    if (!asker.member || asker.outsider)
      return [{ to: 'asker', message: message([...whoAreYou(), ...typed]) }]
    const read = experiment && readResultLines(values.lines, experiment.body, library)
    if (!experiment || !read || 'wrong' in read)
      return [{ to: 'asker', message: message([...experimentGone(), ...typed]) }]
    const until = Temporal.PlainDate.from(values.until)
    const entered = { slug: about.experiment, cells: read.cells, until, by: asker.member.handle }
    await enterResults(ctx.db, entered, ctx.now(), ctx.zone)
    const card = experimentCard(await readStanding(experiment, ctx), library)
    return [{ to: 'asker', message: message([resultsKept(), ...card]) }]
  },
})
