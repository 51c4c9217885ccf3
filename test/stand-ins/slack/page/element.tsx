import { useState } from 'react'
import type { Given } from '../inputs.ts'
import { isObject, type Json, wordsOf } from '../json.ts'
import { ConfirmDialog } from './confirm.tsx'
import { type Filled, type Spot, useScene } from './connection.ts'
import { Control } from './control.tsx'

export type ElementProps = {
  block: Json
  element: Json
  spot: Spot
  filled: Filled | undefined
  onFill: ((change: (before: Filled) => Filled) => void) | undefined
  onWarning: (words: string | undefined) => void
}

/** Something a person can use: it asks for confirmation if it must, and tells the product. */
export function Element({ block, element, spot, filled, onFill, onWarning }: ElementProps) {
  const { act } = useScene()
  const [isBusy, setBusy] = useState(false)
  const [asked, setAsked] = useState<{ given: Given | undefined }>()
  const blockId = String(block.block_id ?? '')
  const actionId = String(element.action_id ?? '')

  async function tell(given: Given | undefined): Promise<void> {
    setBusy(true)
    onWarning(undefined)
    const values = given === undefined ? filled : { ...filled, [blockId]: { ...filled?.[blockId], [actionId]: given } }
    const told = await act('click', { ...spot, blockId, actionId, given, values })
    onWarning(told.warning)
    setBusy(false)
  }

  const use = (given: Given | undefined) => (isObject(element.confirm) ? setAsked({ given }) : void tell(given))
  const fill = (given: Given) =>
    onFill?.((before) => ({ ...before, [blockId]: { ...before[blockId], [actionId]: given } }))
  const dispatches = block.type !== 'input' || block.dispatch_action === true
  return (
    <>
      <Control
        element={element}
        label={wordsOf(block.label) || wordsOf(block.text)}
        given={filled?.[blockId]?.[actionId]}
        isBusy={isBusy}
        onUse={use}
        onFill={fill}
        onChoose={(given) => {
          fill(given)
          if (dispatches) use(given)
        }}
        suggest={async (typed) => (await act('suggest', { ...spot, blockId, actionId, typed })).options}
      />
      {asked === undefined || !isObject(element.confirm) ? null : (
        <ConfirmDialog
          confirm={element.confirm}
          onAnswer={(isYes) => {
            setAsked(undefined)
            if (isYes) void tell(asked.given)
          }}
        />
      )}
    </>
  )
}
