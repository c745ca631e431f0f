import { Refusal } from '#bot/sandbox/refusals.ts'
import { type Method, optional } from './method.ts'

const authTest: Method = {
  name: 'auth.test',
  token: 'bot',
  scopes: [],
  run: ({ workspace }) => ({
    url: `https://${workspace.team.domain}.slack.com/`,
    team: workspace.team.name,
    user: workspace.appUser.handle,
    team_id: workspace.team.id,
    user_id: workspace.appUser.id,
    bot_id: workspace.app.botId,
    is_enterprise_install: false,
  }),
}

const connectionsOpen: Method = {
  name: 'apps.connections.open',
  token: 'app',
  scopes: [],
  run({ workspace, sockets }) {
    const address = workspace.base.replace(/^http/, 'ws')
    return { url: `${address}/sandbox/link?ticket=${sockets.newTicket()}&app_id=${workspace.app.id}` }
  },
}

const botsInfo: Method = {
  name: 'bots.info',
  token: 'bot',
  scopes: ['users:read'],
  run({ workspace, args }) {
    if (optional(args, 'bot') !== workspace.app.botId) throw new Refusal('bot_not_found')
    const { app, appUser } = workspace
    return {
      bot: { id: app.botId, deleted: false, name: appUser.name, app_id: app.id, user_id: appUser.id },
    }
  },
}

const teamInfo: Method = {
  name: 'team.info',
  token: 'bot',
  scopes: ['team:read'],
  run: ({ workspace: { team } }) => ({
    team: { id: team.id, name: team.name, domain: team.domain, url: `https://${team.domain}.slack.com/` },
  }),
}

export const identityMethods: readonly Method[] = [authTest, connectionsOpen, botsInfo, teamInfo]
