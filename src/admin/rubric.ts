import { z } from 'zod'
import { readRubric, rubricFile } from '../scoring/read-rubric.ts'
import type { Rubric } from '../scoring/rubric.ts'
import { once, type Verb } from './verb.ts'

export const rubricShow: Verb = {
  name: 'rubric show',
  usage: 'rubric show',
  summary: 'shows the criteria and weights that leads are judged by',
  async run({ flow, workspace }) {
    return { data: rubricData(await flow.rubricOf(workspace.id)) }
  },
}

const SetFlags = z.strictObject({ file: once })

export const rubricSet: Verb = {
  name: 'rubric set',
  usage: 'rubric set --file rubric.json',
  summary: 'judges leads by other criteria from the next one on; start from what "rubric show" says',
  files: ['file'],
  async run({ flow, workspace, by }, { flags }) {
    const criteria = readRubric(SetFlags.parse(flags).file)
    const rubric = await flow.changeRubric({ workspace: workspace.id, by, criteria })
    return {
      data: rubricData(rubric),
      remarks: ['The model judges by it from now on; rules, where no model does, keep to the criteria that ship.'],
    }
  },
}

export const rubricReset: Verb = {
  name: 'rubric reset',
  usage: 'rubric reset',
  summary: 'goes back to the criteria that ship',
  async run({ flow, workspace, by }) {
    return { data: rubricData(await flow.changeRubric({ workspace: workspace.id, by, criteria: null })) }
  },
}

function rubricData({ version, criteria }: Rubric) {
  return { version, ...rubricFile(criteria) }
}
