import { z } from 'zod'
import { restore as form } from '#bot/modals/restore.ts'
import { message } from '#bot/slack/message.ts'
import type { Outgoing } from '#bot/slack/outgoing.ts'
import * as notes from '#bot/views/proposal-notes.ts'
import { changedEntry } from '#src/board/parts.ts'
import { recordRefusal } from '#src/board/refusal.ts'
import { KIND_NAMES } from '#src/knowledge/kinds.ts'
import { findEntry } from '#src/knowledge/library.ts'
import { readVersion } from '#src/knowledge/store.ts'
import { action } from './action.ts'

/** Opens the form that proposes what an entry said in one of its versions. */
export const restore = action({
  name: 'restore',
  asks: 'propose',
  value: z.object({ kind: z.enum(KIND_NAMES), slug: z.string(), version: z.number() }),
  async run(value, { asker }, ctx): Promise<Outgoing[]> {
    const subject = `${value.kind}/${value.slug}`
    if (!asker.member || asker.outsider) {
      await recordRefusal(ctx.db, asker, { action: 'propose', subject }, ctx.now())
      return [{ to: 'asker', message: message(notes.whoAreYou()) }]
    }
    const library = await ctx.readLibrary()
    const entry = findEntry(library, value.kind, value.slug)
    const before = await readVersion(ctx.db, value)
    if (!entry || !before) return [{ to: 'asker', message: message(notes.entryGone()) }]
    const part = { ...changedEntry(entry, before), title: entry.title, version: undefined }
    if (part.changes.length === 0) return [{ to: 'asker', message: message(notes.saysSoAlready()) }]
    const rationale = `Back to version ${value.version}: `
    const title = `Restore version ${value.version}`
    return [{ to: 'modal', view: form.open(value, { parts: [part], rationale, library, title }) }]
  },
})
