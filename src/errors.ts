/** What went wrong, in the few kinds that callers tell apart. */
type ErrorCode = 'bad_input' | 'not_found' | 'conflict' | 'forbidden' | 'unavailable' | 'bad_config'

/** The one error of the project: a code for programs, and a sentence that tells people what to do. */
export class AppError extends Error {
  readonly code: ErrorCode
  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'AppError'
    this.code = code
  }
}
