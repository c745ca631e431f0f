import { changed, newId } from './changes.ts'
import { type Channel, newChannel } from './channels.ts'
import type { Workspace } from './workspace.ts'

/** The direct conversation of exactly these people, opened if it isn't yet. */
export function directChannel(workspace: Workspace, members: readonly string[]): Channel {
  const known = workspace.channels
    .values()
    .find(
      (channel) =>
        (channel.kind === 'im' || channel.kind === 'mpim') &&
        channel.members.size === members.length &&
        members.every((member) => channel.members.has(member)),
    )
  if (known !== undefined) return known
  const kind = members.length > 2 ? 'mpim' : 'im'
  const id = newId(workspace, kind === 'im' ? 'D' : 'G')
  const names = members.map((member) => workspace.people.get(member)?.handle ?? member)
  const channel = newChannel({
    id,
    kind,
    name: kind === 'im' ? 'directmessage' : `mpdm-${names.join('--')}-1`,
    members: new Set(members),
    created: Math.floor(workspace.clock.now() / 1000),
  })
  workspace.channels.set(id, channel)
  changed(workspace, { kind: 'channel', channel: id })
  return channel
}
