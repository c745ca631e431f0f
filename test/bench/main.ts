import { asking } from './asking.ts'
import type { Bench, Figure } from './bench.ts'
import { charts } from './charts.ts'
import { claims } from './claims.ts'
import { clv } from './clv.ts'
import { events } from './events.ts'
import { importBench } from './import.ts'
import { kpis } from './kpis.ts'
import { monthClose } from './month-close.ts'
import { requests } from './requests.ts'
import { sandbox } from './sandbox.ts'
import { search } from './search.ts'
import { start } from './start.ts'
import { tagging } from './tagging.ts'
import { triggers } from './triggers.ts'
import { votes } from './votes.ts'

const BENCHES: Bench[] = [
  requests,
  search,
  asking,
  start,
  importBench,
  monthClose,
  kpis,
  sandbox,
  claims,
  votes,
  charts,
  events,
  clv,
  tagging,
  triggers,
]

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !BENCHES.some((bench) => bench.name === name))
if (unknown.length > 0) {
  process.stderr.write(
    `There is no benchmark ${unknown.join(', ')}; there are ${BENCHES.map(({ name }) => name).join(', ')}.\n`,
  )
  process.exit(2)
}

const all: Record<string, number> = {}
for (const bench of BENCHES.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  console.log(`\n${bench.name}: ${bench.measures}`)
  for (const figure of await bench.run()) {
    console.log(row(figure))
    all[`${bench.name}.${figure.figure}`] = Number(figure.value.toPrecision(4))
  }
}
console.log(`\n${JSON.stringify(all)}`)
process.exit(0)

function row({ figure, value, unit, peer, bound }: Figure): string {
  const against = peer ? ` (against ${peer})` : ''
  return `  ${figure.padEnd(34)} ${value.toPrecision(4).padStart(10)} ${unit.padEnd(8)} ${bound ?? ''}${against}`
}
