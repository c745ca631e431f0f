import { fileURLToPath } from 'node:url'
import type { Chart, ChartConfiguration, ChartItem } from 'chart.js'
import type QuickChart from 'quickchart-js'
import * as quickchart from 'quickchart-js'
import { encodePng } from './png.ts'

type Described = { chart: string; width: number; height: number }

// Its types say CommonJS, and what Node loads is an ES module: the one cast that takes.
const Description = quickchart.default as unknown as new () => QuickChart.default

/** Describes a chart as data, in the way of QuickChart; its size is in points of the screen. */
export function describeChart(config: object, width: number, height: number): Described {
  const described = new Description()
    .setConfig(JSON.stringify(config))
    .setWidth(width)
    .setHeight(height)
    .getPostData()
  return { chart: described.chart, width, height }
}

/** Twice as many dots as points, for phones. */
const DENSITY = 2

/** Draws a described chart here, so that no number leaves the company. Returns a PNG. */
export async function drawChart({ chart, width, height }: Described): Promise<Buffer> {
  const [{ Chart: DrawnChart, registerables }, { createCanvas, GlobalFonts }] = await Promise.all([
    import('chart.js'),
    import('@napi-rs/canvas'),
  ])
  DrawnChart.register(...registerables)
  for (const [family, file] of fonts())
    if (!GlobalFonts.has(family)) GlobalFonts.registerFromPath(fileURLToPath(file), family)
  DrawnChart.defaults.font.family = fonts()
    .map(([family]) => family)
    .join(', ')
  const canvas = createCanvas(width, height)
  const drawn = new DrawnChart(canvas as unknown as ChartItem, {
    ...onPaper(JSON.parse(chart)),
    plugins: [{ id: 'paper', beforeDraw: ({ ctx }) => paint(ctx, width, height) }],
  })
  try {
    return await encodePng(canvas.data(), canvas.width, canvas.height)
  } finally {
    drawn.destroy()
  }
}

function onPaper(config: ChartConfiguration): ChartConfiguration {
  const still = { animation: false, responsive: false, devicePixelRatio: DENSITY } as const
  return { ...config, options: { ...config.options, ...still } }
}

/** White under everything, so that it reads in Slack's dark theme too. */
function paint(ctx: Chart['ctx'], width: number, height: number): void {
  ctx.save()
  ctx.globalCompositeOperation = 'destination-over'
  ctx.fillStyle = 'white'
  ctx.fillRect(0, 0, width, height)
  ctx.restore()
}

/** The shipped font has one file per script; each letter is drawn from the first that has it. */
const fonts = (): [family: string, file: string][] => [
  ['Inter', import.meta.resolve('@fontsource/inter/files/inter-latin-400-normal.woff2')],
  ['Inter Extended', import.meta.resolve('@fontsource/inter/files/inter-latin-ext-400-normal.woff2')],
  ['Inter Cyrillic', import.meta.resolve('@fontsource/inter/files/inter-cyrillic-400-normal.woff2')],
  ['Inter Greek', import.meta.resolve('@fontsource/inter/files/inter-greek-400-normal.woff2')],
]
