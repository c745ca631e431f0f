import { z } from 'zod'

/** The one app that is installed in the stand-in workspace, as its manifest describes it. */
export type SandboxApp = {
  name: string
  scopes: readonly string[]
  events: readonly string[]
  commands: readonly SlashCommandHint[]
  shortcuts: readonly ShortcutHint[]
  homeTab: boolean
  messagesTab: boolean
  /** What the messages tab suggests until the app says something else. */
  prompts?: readonly Prompt[]
}

/** What one reads, and what is said when it is pressed. */
export type Prompt = { title: string; message: string }

type SlashCommandHint = { command: string; description: string; usage: string }
type ShortcutHint = {
  name: string
  callbackId: string
  type: 'message' | 'global'
  description: string
}

const manifest = z.object({
  display_information: z.object({ name: z.string() }),
  features: z
    .object({
      bot_user: z.object({ display_name: z.string() }).optional(),
      app_home: z
        .object({ home_tab_enabled: z.boolean().optional(), messages_tab_enabled: z.boolean().optional() })
        .optional(),
      agent_view: z
        .object({
          suggested_prompts: z.array(z.object({ title: z.string(), message: z.string() })).default([]),
        })
        .optional(),
      slash_commands: z
        .array(z.object({ command: z.string(), description: z.string(), usage_hint: z.string().default('') }))
        .default([]),
      shortcuts: z
        .array(
          z.object({
            name: z.string(),
            callback_id: z.string(),
            type: z.enum(['message', 'global']),
            description: z.string(),
          }),
        )
        .default([]),
    })
    .default({ slash_commands: [], shortcuts: [] }),
  oauth_config: z
    .object({ scopes: z.object({ bot: z.array(z.string()).default([]) }) })
    .default({ scopes: { bot: [] } }),
  settings: z
    .object({ event_subscriptions: z.object({ bot_events: z.array(z.string()).default([]) }).optional() })
    .default({}),
})

/** Reads a parsed app manifest (manifest.yml); throws zod's error where it isn't one. */
export function appFromManifest(source: unknown): SandboxApp {
  const { display_information, features, oauth_config, settings } = manifest.parse(source)
  return {
    name: features.bot_user?.display_name ?? display_information.name,
    scopes: oauth_config.scopes.bot,
    events: settings.event_subscriptions?.bot_events ?? [],
    commands: features.slash_commands.map(({ command, description, usage_hint }) => ({
      command,
      description,
      usage: usage_hint,
    })),
    shortcuts: features.shortcuts.map(({ name, callback_id, type, description }) => ({
      name,
      callbackId: callback_id,
      type,
      description,
    })),
    homeTab: features.app_home?.home_tab_enabled ?? true,
    messagesTab: features.app_home?.messages_tab_enabled ?? true,
    prompts: features.agent_view?.suggested_prompts ?? [],
  }
}
