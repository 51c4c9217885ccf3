import { kills } from './kills.ts'

const t = Date.now()
const a = await kills((l) => console.log(((Date.now() - t) / 1000).toFixed(0), l), Number(process.argv[2] ?? 10))
console.log(a.numbers, a.problems.slice(0, 40), a.problems.length, (Date.now() - t) / 1000)
process.exit(0)
