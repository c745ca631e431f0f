import { createCanvas, loadImage } from '@napi-rs/canvas'

/** So far may a channel of a dot be off before the dot counts as another one: edges are smoothed. */
const CHANNEL = 40

/** The share of dots in which two PNGs differ; 1 where they aren't of the same size. */
export async function difference(one: Buffer, other: Buffer): Promise<number> {
  const [a, b] = [await dots(one), await dots(other)]
  if (a.width !== b.width || a.height !== b.height) return 1
  let different = 0
  for (let at = 0; at < a.data.length; at += 4)
    if (
      [0, 1, 2].some(
        (channel) => Math.abs((a.data[at + channel] ?? 0) - (b.data[at + channel] ?? 0)) > CHANNEL,
      )
    )
      different += 1
  return different / (a.data.length / 4)
}

async function dots(png: Buffer) {
  const image = await loadImage(png)
  const canvas = createCanvas(image.width, image.height)
  const context = canvas.getContext('2d')
  context.drawImage(image, 0, 0)
  return context.getImageData(0, 0, image.width, image.height)
}

/** The same picture with half the dots each way: small enough to be kept beside the tests. */
export async function shrunk(png: Buffer): Promise<Buffer> {
  const image = await loadImage(png)
  const canvas = createCanvas(Math.round(image.width / 2), Math.round(image.height / 2))
  const context = canvas.getContext('2d')
  context.drawImage(image, 0, 0, canvas.width, canvas.height)
  return await canvas.encode('png')
}
