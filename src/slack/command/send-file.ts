import { WebAPIPlatformError } from '@slack/web-api'
import type { FileAnswer } from '../../admin/verb.ts'
import { AppError } from '../../errors.ts'
import type { Context } from '../context.ts'
import { WORDS } from '../words/words.ts'

/** A file has to stand in memory as a whole for Slack. */
const LARGEST_BYTES = 20_000_000

/** Brings somebody a file by direct message. Throws an AppError that says how to get it otherwise where Slack does not take it. */
export async function sendFile(context: Context, user: string, file: FileAnswer): Promise<void> {
  const { posting } = context.clients
  const bytes = await collected(file)
  try {
    const { channel } = await posting.conversations.open({ users: user })
    if (!channel?.id) throw new Error('conversations.open named no channel')
    await posting.filesUploadV2({ channel_id: channel.id, filename: file.name, title: file.name, file: bytes })
  } catch (error) {
    if (!isMissingScope(error)) throw error
    throw new AppError('forbidden', WORDS.command.noFiles, { cause: error })
  }
}

async function collected(file: FileAnswer): Promise<Buffer> {
  const pieces: Buffer[] = []
  let size = 0
  for await (const piece of file.text()) {
    const bytes = Buffer.from(piece)
    size += bytes.length
    if (size > LARGEST_BYTES) throw new AppError('bad_input', WORDS.command.fileTooLarge)
    pieces.push(bytes)
  }
  return Buffer.concat(pieces)
}

function isMissingScope(error: unknown): boolean {
  return error instanceof WebAPIPlatformError && error.data.error === 'missing_scope'
}
