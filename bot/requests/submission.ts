import { z } from 'zod'
import type { Incoming } from './incoming.ts'

/** What a person chose or typed in an element; of an option its value. */
const option = z.object({ value: z.string() })
const chosen = z
  .object({
    value: z.string().nullish(),
    selected_option: option.nullish(),
    selected_date: z.string().nullish(),
    selected_user: z.string().nullish(),
    selected_conversation: z.string().nullish(),
    selected_options: z.array(option).optional(),
  })
  .transform(
    ({ value, selected_option, selected_options, selected_date, selected_user, selected_conversation }) =>
      selected_options?.map((each) => each.value) ??
      selected_option?.value ??
      selected_date ??
      selected_user ??
      selected_conversation ??
      value ??
      undefined,
  )

const viewSubmission = z.object({
  type: z.literal('view_submission'),
  trigger_id: z.string().optional(),
  team: z.object({ id: z.string() }).nullish(),
  user: z.object({ id: z.string(), team_id: z.string().optional() }),
  view: z.object({
    id: z.string(),
    hash: z.string(),
    callback_id: z.string(),
    private_metadata: z.string().default(''),
    state: z.object({ values: z.record(z.string(), z.record(z.string(), chosen)) }),
  }),
})

/** A form that somebody sent. It is known by its view and the view's hash, so that it acts once. */
export function fromSubmission(body: unknown): Incoming | undefined {
  const read = viewSubmission.safeParse(body)
  if (!read.success) return undefined
  const { trigger_id, team, user, view } = read.data
  const values = Object.entries(view.state.values).map(([block, elements]) => [
    block,
    Object.values(elements)[0],
  ])
  const origin = {
    teamId: team?.id ?? user.team_id ?? '',
    userId: user.id,
    channelId: undefined,
    threadTs: undefined,
    responseUrl: undefined,
    triggerId: trigger_id,
    direct: false,
  }
  return {
    id: `submission/${view.id}/${view.hash}`,
    type: 'submission',
    modal: view.callback_id,
    about: jsonOf(view.private_metadata),
    values: Object.fromEntries(values),
    origin,
  }
}

export function jsonOf(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? 'null')
  } catch {
    return null
  }
}
