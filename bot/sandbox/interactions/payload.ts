import type { Channel } from '#bot/sandbox/channels.ts'
import type { Fields } from '#bot/sandbox/fields.ts'
import type { Person } from '#bot/sandbox/people.ts'
import { issueTrigger } from '#bot/sandbox/triggers.ts'
import type { Workspace } from '#bot/sandbox/workspace.ts'

/** What every interaction carries. Source: https://docs.slack.dev/reference/interaction-payloads */
export function basePayload(workspace: Workspace, person: Person, type: string): Fields {
  const { team, app, secrets } = workspace
  return {
    type,
    team: { id: team.id, domain: team.domain },
    user: { id: person.id, username: person.handle, name: person.handle, team_id: team.id },
    api_app_id: app.id,
    token: secrets.verification,
    enterprise: null,
    is_enterprise_install: false,
  }
}

export const withTrigger = (workspace: Workspace, person: Person, view?: string): Fields => ({
  trigger_id: issueTrigger(workspace, person.id, view),
})

export const channelField = (channel: Channel): Fields => ({ id: channel.id, name: visibleName(channel) })

export function visibleName(channel: Channel): string {
  if (channel.kind === 'im') return 'directmessage'
  return channel.kind === 'private' ? 'privategroup' : channel.name
}
