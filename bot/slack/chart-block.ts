import type { Block } from './blocks.ts'
import { clip } from './limits.ts'

type Series = { name: string; data: { label: string; value: number }[] }

/** Slack's limits of its own chart. https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block */
const [TITLE, LABEL, SERIES, CATEGORIES] = [50, 20, 6, 20]

/**
 * Lines that Slack draws itself, for a private answer: no picture of it is uploaded. Slack's types don't have the block
 * yet, so it is taken for one here. Points are in the order of the longest series.
 */
export function chart(title: string, series: Series[]): Block {
  const shown = series.slice(0, SERIES).map(({ name, data }) => ({
    name: clip(name, LABEL),
    data: data.slice(0, CATEGORIES).map(({ label, value }) => ({ label: clip(label, LABEL), value })),
  }))
  const longest = shown.toSorted((a, b) => b.data.length - a.data.length)[0]?.data ?? []
  const block = {
    type: 'data_visualization',
    title: clip(title, TITLE),
    chart: {
      type: 'line',
      series: shown,
      axis_config: { categories: longest.map(({ label }) => label) },
    },
  }
  return block as unknown as Block
}
