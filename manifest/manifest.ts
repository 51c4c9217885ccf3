import { EVENTS_PATH } from '../src/slack/bolt.ts'
import { COMMAND } from '../src/slack/command/command-listeners.ts'
import { SHORTCUTS } from '../src/slack/forms/form-listeners.ts'

/** Stands where an operator puts the address of their own Greenlight. */
const PLACEHOLDER = 'https://greenlight.example.com'

/** What Greenlight cannot do without. */
const SCOPES = ['chat:write', 'commands', 'users:read']
/** What it does more with: posting without an invitation, looking at channels, groups and email addresses, direct messages, files. */
const OPTIONAL_SCOPES = [
  'channels:read',
  'chat:write.public',
  'files:write',
  'groups:read',
  'im:write',
  'usergroups:read',
  'users:read.email',
]

/** What Slack is told of Greenlight: https://docs.slack.dev/reference/app-manifest */
export const MANIFEST = {
  _metadata: { major_version: 1, minor_version: 1 },
  display_information: {
    name: 'Greenlight',
    description: 'Decide leads in Slack; the CRM hears about it.',
    long_description:
      'Greenlight brings the leads of every form, chatbot and phone agent to one channel. Each is scored and explained. Your team approves, rejects or reviews it with one click, the decision goes to the CRM, signed and retried, and the thread tells what became of it.',
    background_color: '#14532d',
  },
  features: {
    app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: true },
    bot_user: { display_name: 'Greenlight', always_online: true },
    shortcuts: [
      {
        name: 'New lead',
        type: 'global' as const,
        callback_id: SHORTCUTS.newLead,
        description: 'Type in a lead, which is scored and shown like any other',
      },
      {
        name: 'Make this a lead',
        type: 'message' as const,
        callback_id: SHORTCUTS.makeLead,
        description: 'Make a lead of what this message tells',
      },
    ],
    slash_commands: [
      {
        command: COMMAND,
        url: PLACEHOLDER + EVENTS_PATH,
        description: 'Find and decide leads, and set Greenlight up',
        usage_hint: 'inbox · find jane · new · stats · help',
        should_escape: true,
      },
    ],
  },
  oauth_config: {
    redirect_urls: [`${PLACEHOLDER}/slack/oauth_redirect`],
    scopes: { bot: [...SCOPES, ...OPTIONAL_SCOPES], bot_optional: OPTIONAL_SCOPES },
  },
  settings: {
    event_subscriptions: {
      request_url: PLACEHOLDER + EVENTS_PATH,
      bot_events: ['app_home_opened', 'app_uninstalled', 'tokens_revoked'],
    },
    interactivity: { is_enabled: true, request_url: PLACEHOLDER + EVENTS_PATH },
    org_deploy_enabled: true,
    socket_mode_enabled: false,
    token_rotation_enabled: false,
  },
}
