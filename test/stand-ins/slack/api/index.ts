import { CHAT_METHODS } from './chat.ts'
import { CONVERSATION_METHODS } from './conversations.ts'
import { FILE_METHODS } from './files.ts'
import type { Method } from './method.ts'
import { PEOPLE_METHODS } from './people.ts'
import { VIEW_METHODS } from './views.ts'

/** Every Web API method that this Slack knows; any other is an `unknown_method`. */
export const METHODS: ReadonlyMap<string, Method> = new Map(
  Object.entries({ ...PEOPLE_METHODS, ...CHAT_METHODS, ...VIEW_METHODS, ...CONVERSATION_METHODS, ...FILE_METHODS }),
)
