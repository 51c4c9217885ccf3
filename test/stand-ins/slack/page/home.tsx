import { useState } from 'react'
import { Blocks } from './blocks.tsx'
import { AppTabs } from './channel.tsx'
import { type Filled, useScene } from './connection.ts'

export function HomeTab({ onMessages }: { onMessages: () => void }) {
  const { seen } = useScene()
  const [warning, setWarning] = useState<string>()
  const [filled, setFilled] = useState<Filled>({})
  const { home } = seen
  return (
    <main className="channel" data-home={seen.me}>
      <header className="head">
        <AppTabs tab="home" onMessages={onMessages} />
      </header>
      <div className="messages home">
        {home === undefined ? <p className="nothing">Greenlight has not shown anything here yet.</p> : null}
        {home === undefined ? null : (
          <Blocks
            blocks={home.blocks}
            spot={{ viewId: home.id }}
            filled={filled}
            onFill={setFilled}
            onWarning={setWarning}
          />
        )}
        {warning === undefined ? null : (
          <p className="warning" role="alert">
            ⚠️ {warning}
          </p>
        )}
      </div>
    </main>
  )
}
