import { away } from './away.ts'
import { destinationAdd } from './destination-add.ts'
import { destinationEdit } from './destination-edit.ts'
import { destinationList } from './destination-list.ts'
import { destinationMap } from './destination-map.ts'
import { destinationRemove } from './destination-remove.ts'
import { destinationRotate, destinationSwitch } from './destination-rotate.ts'
import { destinationShow } from './destination-show.ts'
import { destinationDisable, destinationPause, destinationResume } from './destination-state.ts'
import { destinationTest } from './destination-test.ts'
import { digestNow } from './digest-now.ts'
import { discard } from './discard.ts'
import { doctor } from './doctor.ts'
import { endpointAdd } from './endpoint-add.ts'
import { endpointEdit } from './endpoint-edit.ts'
import { endpointList } from './endpoint-list.ts'
import { endpointRemove } from './endpoint-remove.ts'
import { endpointRotate } from './endpoint-rotate.ts'
import { endpointShow } from './endpoint-show.ts'
import { endpointDisable, endpointEnable } from './endpoint-state.ts'
import { endpointTest } from './endpoint-test.ts'
import { exportAudit } from './export-audit.ts'
import { exportCsv } from './export-csv.ts'
import { find } from './find.ts'
import { forget } from './forget.ts'
import { inbox } from './inbox.ts'
import { logsAudit, logsHandoffs, logsInbound } from './logs.ts'
import { newVerb } from './new.ts'
import { replay, replayCancel, replays } from './replay.ts'
import { resolve } from './resolve.ts'
import { retry } from './retry.ts'
import { routingSet, routingShow, routingTest } from './routing.ts'
import { routingAdd, routingRemove } from './routing-rule.ts'
import { rubricReset, rubricSet, rubricShow } from './rubric.ts'
import { settings, settingsSet } from './settings-set.ts'
import { show } from './show.ts'
import { stats } from './stats.ts'
import { statsScores } from './stats-scores.ts'
import { train } from './train.ts'
import type { Verb, Words } from './verb.ts'
import { verify } from './verify.ts'

/** Every verb, in the order that help lists them. */
export const VERBS: readonly Verb[] = [
  endpointAdd,
  endpointList,
  endpointShow,
  endpointEdit,
  endpointTest,
  endpointRotate,
  endpointDisable,
  endpointEnable,
  endpointRemove,
  destinationAdd,
  destinationList,
  destinationShow,
  destinationEdit,
  destinationMap,
  destinationTest,
  destinationPause,
  destinationResume,
  destinationRotate,
  destinationSwitch,
  destinationDisable,
  destinationRemove,
  inbox,
  find,
  show,
  resolve,
  newVerb,
  exportCsv,
  exportAudit,
  forget,
  statsScores,
  stats,
  settingsSet,
  settings,
  routingShow,
  routingAdd,
  routingRemove,
  routingSet,
  routingTest,
  away,
  rubricShow,
  rubricSet,
  rubricReset,
  logsHandoffs,
  logsInbound,
  logsAudit,
  retry,
  discard,
  replayCancel,
  replay,
  replays,
  train,
  verify,
  digestNow,
  doctor,
]

/** Finds the verb that a line begins with; null where there is none. */
export function readLine(line: readonly string[]): { verb: Verb; words: Words } | null {
  const verb = VERBS.find(({ name }) => name.split(' ').every((word, i) => line[i]?.toLowerCase() === word))
  return verb ? { verb, words: wordsOf(line.slice(verb.name.split(' ').length), verb.switches) } : null
}

/** `--flag value`, `--flag=value`, `--switch`, `key=value`, and plain words. */
function wordsOf(line: readonly string[], switches: readonly string[] = []): Words {
  const words: Words = { rest: [], flags: {}, pairs: {} }
  for (let i = 0; i < line.length; i++) {
    const word = line[i] ?? ''
    const [, flag, value] = /^--([\w-]+)(?:=(.*))?$/s.exec(word) ?? []
    const [, key, setting] = /^(\w+)=(.*)$/s.exec(word) ?? []
    if (flag && value === undefined && switches.includes(flag)) words.flags[flag] = ['on']
    else if (flag) words.flags[flag] = [...(words.flags[flag] ?? []), value ?? line[++i] ?? '']
    else if (key) words.pairs[key] = setting ?? ''
    else words.rest.push(word)
  }
  return words
}
