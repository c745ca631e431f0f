import { findPerson } from '#bot/sandbox/people.ts'
import type { Workspace } from '#bot/sandbox/workspace.ts'

/** What Slack makes of typed text: &, < and > escaped, names to mentions, channels and addresses to links. */
export function asTyped(workspace: Workspace, text: string): string {
  return text
    .split(/(<[@#!][^>\s]+>)/)
    .map((part, index) => (index % 2 === 1 ? part : plain(workspace, part)))
    .join('')
}

function plain(workspace: Workspace, text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/(?<!\S)@([\p{L}\p{N}._-]*[\p{L}\p{N}])/gu, (typed, name: string) => {
      const person = findPerson(workspace.people.values(), name)
      return person === undefined ? typed : `<@${person.id}>`
    })
    .replaceAll(/(?<!\S)#([\p{L}\p{N}_-]+)/gu, (typed, name: string) => {
      const channel = workspace.channels.values().find((each) => each.name === name)
      return channel === undefined ? typed : `<#${channel.id}|${name}>`
    })
    .replaceAll(/(?<!\S)https?:\/\/\S+/g, (address) => `<${address}>`)
}
