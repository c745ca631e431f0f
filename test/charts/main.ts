import { mkdir, writeFile } from 'node:fs/promises'
import { createCanvas, GlobalFonts, loadImage } from '@napi-rs/canvas'
import { drawChart } from '#bot/slack/chart.ts'
import { type ChartCase, chartCases, chartOf, REFERENCES, referenceFile } from './cases.ts'
import { shrunk } from './difference.ts'

/**
 * npm run -s charts [-- FILE.png]: every chart in every case on one sheet, on Slack's light and dark background, to be
 * looked at. With --references it draws those anew that tests hold charts against.
 */
const [wanted = 'charts.png'] = process.argv.slice(2)
if (wanted === '--references') {
  await mkdir(new URL('.', referenceFile('any')), { recursive: true })
  for (const name of REFERENCES)
    await writeFile(referenceFile(name), await shrunk(await drawChart(chartOf(name))))
  console.log(`Drew ${REFERENCES.length} references.`)
} else {
  const cases = chartCases()
  await writeFile(wanted, await sheet(cases))
  console.log(`${wanted}: ${cases.length} charts, each on Slack's light and dark background.`)
}

async function sheet(cases: ChartCase[]): Promise<Buffer> {
  const [margin, label, width] = [24, 28, 640]
  const drawn = await Promise.all(
    cases.map(async ({ name, picture }) => ({
      name,
      picture,
      image: await loadImage(await drawChart(picture)),
    })),
  )
  const height = drawn.reduce((sum, { picture }) => sum + picture.height + label + margin, margin)
  const canvas = createCanvas(2 * (width + 2 * margin), height)
  const context = canvas.getContext('2d')
  context.font = `14px ${GlobalFonts.has('Inter') ? 'Inter' : 'sans-serif'}`
  for (const [column, [paper, ink]] of [
    ['#FFFFFF', '#1D1C1D'],
    ['#1A1D21', '#D1D2D3'],
  ].entries()) {
    const left = column * (width + 2 * margin)
    context.fillStyle = paper ?? ''
    context.fillRect(left, 0, width + 2 * margin, height)
    context.fillStyle = ink ?? ''
    let top = margin
    for (const { name, picture, image } of drawn) {
      context.fillText(name, left + margin, top + 16)
      context.drawImage(image, left + margin, top + label, picture.width, picture.height)
      top += picture.height + label + margin
    }
  }
  return await canvas.encode('png')
}
