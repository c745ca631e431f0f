import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { copyTemplate, makeTemplate } from '#src/db/template.ts'

let root: string
let into: string
const cache = () => join(root, 'cache')

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'dramatis-template-'))
  into = join(root, 'new')
  await mkdir(into)
})
afterEach(() => rm(root, { recursive: true }))

const create = (words: string) => async (folder: string) => {
  await mkdir(join(folder, 'base'))
  await writeFile(join(folder, 'base', 'file'), words)
}

test('what was prepared once is copied, and not prepared again', async () => {
  await makeTemplate(create('first'), cache())
  await makeTemplate(create('second'), cache())
  expect(await copyTemplate(into, cache())).toBe(true)
  expect(await readFile(join(into, 'base', 'file'), 'utf8')).toBe('first')
})

test('where nothing was prepared nothing is copied', async () => {
  expect(await copyTemplate(into, cache())).toBe(false)
  expect(await readdir(into)).toEqual([])
})

test('a preparation that fails leaves nothing half made', async () => {
  const failing = async (folder: string) => {
    await create('half')(folder)
    throw new Error('no space left')
  }
  await expect(makeTemplate(failing, cache())).rejects.toThrow('no space left')
  expect(await readdir(cache())).toEqual([])
})

test('a template that can not be copied leaves the folder empty, to be filled in another way', async () => {
  await makeTemplate(create('whole'), cache())
  await rm(into, { recursive: true })
  await writeFile(into, 'a file in the way')
  expect(await copyTemplate(into, cache())).toBe(false)
  expect(await readdir(into)).toEqual([])
})
