import { type Logger, type LogLevel, WebClient, type WebClientOptions } from '@slack/web-api'

const CALL_TIMEOUT_MS = 10_000
const INTERACTIVE_TIMEOUT_MS = 2500

/** One client for cards and lines, whose retries are ours; one for people who are waiting. */
export type SlackClients = { posting: WebClient; interactive: WebClient }

export function createClients(options: { token: string; apiUrl: string | undefined; logger: Logger }): SlackClients {
  const { token, apiUrl, logger } = options
  const shared: WebClientOptions = {
    ...(apiUrl && { slackApiUrl: `${apiUrl}/` }),
    logger,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  }
  return {
    posting: new WebClient(token, { ...shared, timeout: CALL_TIMEOUT_MS }),
    interactive: new WebClient(token, { ...shared, timeout: INTERACTIVE_TIMEOUT_MS }),
  }
}

/** Slack's libraries log nothing themselves: what fails comes back to us as an error. */
export function silentLogger(): Logger {
  const nothing = () => {}
  return {
    debug: nothing,
    info: nothing,
    warn: nothing,
    error: nothing,
    setLevel: nothing,
    getLevel: () => 'error' as LogLevel,
    setName: nothing,
  }
}
