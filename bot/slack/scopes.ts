/** Every use that the code makes of Slack and the bot scopes that it needs; manifest.yml asks for just these. */
export const SCOPES: Record<string, string[]> = {
  '/persona': ['commands'],
  'message shortcuts': ['commands'],
  app_home_opened: [],
  user_change: ['users:read'],
  app_mention: ['app_mentions:read'],
  'message.im': ['im:history'],
  'chat.postMessage': ['chat:write'],
  'chat.postEphemeral': ['chat:write'],
  'chat.update': ['chat:write'],
  'chat.getPermalink': [],
  'views.open': [],
  'views.push': [],
  'views.update': [],
  'views.publish': [],
  'conversations.open': ['im:write'],
  'conversations.info': ['channels:read', 'groups:read'],
  'conversations.members': ['channels:read', 'groups:read'],
  'conversations.history': ['channels:history', 'groups:history', 'im:history'],
  'conversations.replies': ['channels:history', 'groups:history', 'im:history'],
  'chat.delete': ['chat:write'],
  filesUploadV2: ['files:write'],
  'files.info': ['files:read'],
  'users.lookupByEmail': ['users:read', 'users:read.email'],
  'users.info': ['users:read', 'users:read.email'],
}

export const NEEDED_SCOPES: string[] = [...new Set(Object.values(SCOPES).flat())].sort()
