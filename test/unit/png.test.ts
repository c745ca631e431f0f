import { createCanvas, loadImage } from '@napi-rs/canvas'
import { expect, test } from 'vitest'
import { encodePng } from '#bot/slack/png.ts'

test('a picture that is encoded here reads as the very same pixels', async () => {
  const [width, height] = [33, 17]
  const canvas = createCanvas(width, height)
  const drawn = canvas.getContext('2d')
  for (const [index, colour] of ['white', '#d55e00', '#0072b2', '#009e73'].entries()) {
    drawn.fillStyle = colour
    drawn.fillRect(index * 7, index * 3, width, height)
  }
  const image = await loadImage(await encodePng(canvas.data(), width, height))
  expect([image.width, image.height]).toEqual([width, height])
  const again = createCanvas(width, height)
  again.getContext('2d').drawImage(image, 0, 0)
  expect([...again.getContext('2d').getImageData(0, 0, width, height).data]).toEqual([
    ...drawn.getImageData(0, 0, width, height).data,
  ])
})
