import { RECEIVERS, startWorld } from './world.ts'

const w = await startWorld({ processes: 1, channels: 3, receivers: RECEIVERS })
const p = w.products[0]!
for (let i = 0; i < 4; i++) {
  await p.kill()
  const t = performance.now()
  await p.start()
  console.log('start', performance.now() - t)
}
await w.stop()
process.exit(0)
