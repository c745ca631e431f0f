import MiniSearch from 'minisearch'
import type { SearchDocument } from '#src/search/document.ts'
import { createSearchIndex } from '#src/search/search-index.ts'
import { type Bench, megabytes, quantile, seeded } from './bench.ts'

const DOCUMENTS = 10_000
const WORDS_EACH = 46
const QUERIES = 300
const SYLLABLES = 'ba ce di fo gu la me ni po ru sa te vi zo ka ne'.split(' ')

/** Every query is made of frequent words, so that each matches thousands of entries: the worst case. */
export const search: Bench = {
  name: 'search',
  measures: `${DOCUMENTS} entries of ${WORDS_EACH} words, each query matching thousands`,
  run() {
    const random = seeded(7)
    const word = () =>
      Array.from({ length: 3 }, () => SYLLABLES[Math.floor(random() ** 2 * SYLLABLES.length)]).join('')
    const words = (count: number) => Array.from({ length: count }, word).join(' ')
    const documents = Array.from({ length: DOCUMENTS }, (_, index) => ({
      id: `persona/${index}`,
      kind: 'persona',
      title: words(2),
      names: words(2),
      text: words(WORDS_EACH - 4),
    }))
    const queries = Array.from({ length: QUERIES }, () => words(3))
    const ours = measured(() => {
      const index = createSearchIndex()
      index.put(documents.map(asEntry))
      return (query: string) => index.search(query)
    }, queries)
    const alone = measured(() => {
      const index = new MiniSearch({
        fields: ['title', 'names', 'text'],
        searchOptions: { fuzzy: 0.25, prefix: true },
      })
      index.addAll(documents)
      return (query: string) => index.search(query)
    }, queries)
    const peer = 'MiniSearch alone on the same documents'
    return Promise.resolve([
      { figure: 'query p50', value: ours.p50, unit: 'ms', bound: '< 10' },
      { figure: 'query p99', value: ours.p99, unit: 'ms' },
      { figure: 'MiniSearch query p50', value: alone.p50, unit: 'ms' },
      { figure: 'query ratio', value: ours.p50 / alone.p50, unit: '×', peer },
      { figure: 'index', value: ours.size, unit: 'MB', bound: '< 50' },
      { figure: 'MiniSearch index', value: alone.size, unit: 'MB' },
    ])
  },
}

type Flat = { id: string; kind: string; title: string; names: string; text: string }

const asEntry = ({ names, text, ...rest }: Flat): SearchDocument => ({
  ...rest,
  names: [names],
  asked: [],
  context: '',
  about: [],
  passages: [{ id: 'c1', field: 'goals', text }],
})

function measured(build: () => (query: string) => unknown, queries: string[]) {
  const before = heap()
  const ask = build()
  const size = megabytes(heap() - before)
  for (const query of queries.slice(0, 50)) ask(query)
  const times = queries.map((query) => {
    const began = performance.now()
    ask(query)
    return performance.now() - began
  })
  return { size, p50: quantile(times, 0.5), p99: quantile(times, 0.99) }
}

function heap(): number {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed
}
