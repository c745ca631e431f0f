import { Refusal } from '#bot/sandbox/refusals.ts'
import { refreshed } from '#bot/sandbox/rotation.ts'
import { type Method, optional, required } from './method.ts'

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

/** Tokens that expire are refreshed here; the rest of OAuth has no place in a workspace of one's own. */
const oauthAccess: Method = {
  name: 'oauth.v2.access',
  token: 'none',
  scopes: [],
  run({ workspace, args }) {
    const { clientId, clientSecret } = workspace.secrets
    if (optional(args, 'client_id') !== clientId) throw new Refusal('invalid_client_id')
    if (optional(args, 'client_secret') !== clientSecret) throw new Refusal('bad_client_secret')
    if (optional(args, 'grant_type') !== 'refresh_token') throw new Refusal('invalid_grant_type')
    const { app, appUser, team } = workspace
    return {
      ...refreshed(workspace, required(args, 'refresh_token')),
      token_type: 'bot',
      scope: app.scopes.join(','),
      bot_user_id: appUser.id,
      app_id: app.id,
      team: { id: team.id, name: team.name },
    }
  },
}

export const identityMethods: readonly Method[] = [authTest, connectionsOpen, botsInfo, teamInfo, oauthAccess]
