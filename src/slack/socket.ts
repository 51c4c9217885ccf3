import type { App } from '@slack/bolt'

const ASK_AGAIN_MS = 5000

/** Holds Bolt's WebSocket to Slack. The library reconnects what broke; a connection that never came about is tried again here. */
export function holdSocket(app: App, failed: (error: unknown) => void): { stop(): Promise<void> } {
  let timer: NodeJS.Timeout | undefined
  let isStopped = false

  async function connect(): Promise<void> {
    try {
      await app.start()
    } catch (error) {
      if (isStopped) return
      failed(error)
      timer = setTimeout(connect, ASK_AGAIN_MS).unref()
    }
  }

  void connect()
  return {
    async stop() {
      isStopped = true
      clearTimeout(timer)
      await app.stop()
    },
  }
}
