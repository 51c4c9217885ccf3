/** An error as OpenAI words it: https://platform.openai.com/docs/guides/error-codes/api-errors */
export type ApiError = {
  status: number
  message: string
  type: string
  param: string | null
  code: string | null
}

export function invalid(message: string, param: string | null = null, code: string | null = null): ApiError {
  return { status: 400, message, type: 'invalid_request_error', param, code }
}
