import type { IncomingMessage, ServerResponse } from 'node:http'
import { answerJson, readBytes } from './http.ts'
import type { World } from './state.ts'

/** Takes a file's bytes at its upload_url, bare or as a form's one part. */
export async function takeUpload(
  world: World,
  id: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const file = world.files.get(id)
  if (file === undefined) return answerJson(response, 404, { ok: false, error: 'file_not_found' })
  const type = request.headers['content-type'] ?? ''
  const body = await readBytes(request)
  file.bytes = type.startsWith('multipart/form-data') ? await firstPart(body, type) : body
  response.writeHead(200, { 'content-type': 'text/plain' })
  response.end(`OK - ${file.bytes.length}`)
}

async function firstPart(body: Buffer, type: string): Promise<Buffer> {
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData()
  for (const part of form.values())
    return typeof part === 'string' ? Buffer.from(part) : Buffer.from(await part.arrayBuffer())
  return Buffer.alloc(0)
}

export function serveUploaded(world: World, id: string, response: ServerResponse): void {
  const file = world.files.get(id)
  if (file?.bytes === undefined) {
    answerJson(response, 404, { ok: false, error: 'file_not_found' })
    return
  }
  response.writeHead(200, {
    'content-type': file.mimetype,
    'content-disposition': `inline; filename="${encodeURIComponent(file.name)}"`,
  })
  response.end(file.bytes)
}
