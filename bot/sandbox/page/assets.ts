import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

export type Asset = { content: Buffer; type: string }

const TYPES: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
}

/** One file for the browser, one per concern for us; the last two are for what the package draws. */
const STYLES = [
  'base',
  'frame',
  'sidebar',
  'messages',
  'blocks',
  'controls',
  'composer',
  'dialogs',
  'drawn-blocks',
  'drawn',
].map((name) => `${name}.css`)

/** What comes out of packages: the style of the drawn blocks, and the typeface. */
const FROM_PACKAGES: Record<string, string> = {
  'drawn-blocks.css': 'slack-blocks-to-jsx/dist/style.css',
  'inter-400.woff2': '@fontsource/inter/files/inter-latin-400-normal.woff2',
  'inter-600.woff2': '@fontsource/inter/files/inter-latin-600-normal.woff2',
}

const NAME = /^[a-z0-9-]+\.(css|js|svg|woff2)$/

/** The file of the page at this path; undefined where there is none. */
export async function assetAt(path: string): Promise<Asset | undefined> {
  const name = path === '/' ? 'index.html' : path.startsWith('/page/') ? path.slice('/page/'.length) : ''
  if (name !== 'index.html' && !NAME.test(name)) return undefined
  const content = await (name === 'style.css' ? allStyles() : read(name)).catch(() => undefined)
  return content && { content, type: TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream' }
}

const allStyles = async (): Promise<Buffer> => Buffer.concat(await Promise.all(STYLES.map(read)))

function read(name: string): Promise<Buffer> {
  const file = FROM_PACKAGES[name]
  return readFile(file === undefined ? new URL(`./web/${name}`, import.meta.url) : packaged(file))
}

/** Beside the package's main file, because not every package exports its style. */
function packaged(file: string): string {
  const [name = ''] = file.split('/dist/')
  if (name === file) return fileURLToPath(import.meta.resolve(file))
  const main = fileURLToPath(import.meta.resolve(name))
  return `${main.slice(0, main.lastIndexOf('/dist/'))}/dist/${file.slice(name.length + '/dist/'.length)}`
}
