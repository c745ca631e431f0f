import type { Channel } from '#bot/sandbox/channels.ts'
import { deliverInteraction } from '#bot/sandbox/delivery.ts'
import { type Fields, isFields, textOf } from '#bot/sandbox/fields.ts'
import { postMessage } from '#bot/sandbox/messages.ts'
import { type Person, SLACKBOT } from '#bot/sandbox/people.ts'
import { Refusal } from '#bot/sandbox/refusals.ts'
import { answerInAck, issueResponseUrl } from '#bot/sandbox/response-urls.ts'
import { issueTrigger } from '#bot/sandbox/triggers.ts'
import type { Workspace } from '#bot/sandbox/workspace.ts'
import { type Outcome, outcomeOf } from './outcome.ts'
import { visibleName } from './payload.ts'

/** Somebody types a slash command into a channel. What goes wrong is told to them alone, by Slackbot. */
export async function sendCommand(
  workspace: Workspace,
  person: Person,
  channel: Channel,
  line: string,
): Promise<Outcome> {
  const [command = '', ...words] = line.trim().split(/(?<=^\S+)\s+/)
  if (!workspace.app.commands.some((known) => known.command === command)) {
    const shown = `${command} is not a valid command.`
    return failed(workspace, person, channel, 'invalid_command', shown)
  }
  const responseUrl = issueResponseUrl(workspace, person.id, channel)
  const payload = payloadOf(workspace, person, channel, command, words.join(' '))
  const answer = await deliverInteraction(workspace, 'slash_commands', {
    ...payload,
    response_url: responseUrl,
  })
  const outcome = outcomeOf(answer, (error) => `${command} failed with the error "${error}"`)
  if (outcome.state === 'failed') return failed(workspace, person, channel, outcome.error, outcome.shown)
  return answer.state === 'acked' && !showAck(workspace, responseUrl, answer.payload)
    ? failed(
        workspace,
        person,
        channel,
        'invalid_command_response',
        `${command} failed with the error "invalid_command_response"`,
      )
    : outcome
}

/** Source: https://docs.slack.dev/interactivity/implementing-slash-commands#app_command_handling */
function payloadOf(
  workspace: Workspace,
  person: Person,
  channel: Channel,
  command: string,
  text: string,
): Fields {
  return {
    token: workspace.secrets.verification,
    team_id: workspace.team.id,
    team_domain: workspace.team.domain,
    channel_id: channel.id,
    channel_name: visibleName(channel),
    user_id: person.id,
    user_name: person.handle,
    command,
    text,
    api_app_id: workspace.app.id,
    is_enterprise_install: 'false',
    trigger_id: issueTrigger(workspace, person.id),
  }
}

/** An ack may carry the answer, as text or as a message. Returns false if Slack couldn't show it. */
function showAck(workspace: Workspace, responseUrl: string, payload: unknown): boolean {
  const body = isFields(payload) ? payload : { text: textOf(payload) }
  if (body.text === '' || Object.keys(body).length === 0) return true
  try {
    answerInAck(workspace, responseUrl, body)
    return true
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}

function failed(
  workspace: Workspace,
  person: Person,
  channel: Channel,
  error: string,
  shown: string,
): Outcome {
  postMessage(workspace, channel, SLACKBOT, {
    text: shown,
    blocks: [],
    attachments: [],
    visibleTo: person.id,
  })
  return { state: 'failed', error, shown, afterMs: 0 }
}
