import { expect, test } from 'vitest'
import type { Block } from '#bot/slack/blocks.ts'
import { plainText } from '#bot/slack/plain-text.ts'
import { show } from '#bot/views/shown.ts'
import { sayFault } from '#src/knowledge/fault.ts'
import { readFolder } from '#src/knowledge/read-folder.ts'
import { smallCompany } from '#test/support/company.ts'
import { folderOf } from '#test/support/folder.ts'
import { askingOf, libraryOf } from '#test/support/library.ts'

const CASE = { title: 'Peer case, 2 pages', url: 'https://files.example/peer.pdf?a=1&b=2' }
const PLAN = { title: 'Our plan', url: 'https://intranet.example/plan' }

/** A playbook that has something to send: one for customers, one for us. */
const sending = (asset: object = CASE) => ({
  ...smallCompany(),
  'playbooks/first-call.yaml': {
    title: 'First call',
    function: 'sales',
    when: 'Before the first call',
    steps: [{ id: 't1', text: 'Read the plan', asset: PLAN }],
    say: [{ id: 's1', text: 'A team like yours did it', audience: 'customer', asset }],
  },
})

const linksOf = (blocks: Block[] | undefined) =>
  (blocks ?? [])
    .flatMap((block) => (block.type === 'rich_text' ? block.elements : []))
    .flatMap((part) =>
      part.type === 'rich_text_list' ? part.elements.flatMap(({ elements }) => elements) : part.elements,
    )
    .filter((element) => element.type === 'link')
    .map(({ url, text }) => [text, url])

const what = { view: 'playbook', slug: 'first-call' }

test('what may be sent with a line is a link after it', async () => {
  const asking = askingOf(await libraryOf(await folderOf(sending())))
  const blocks = show(what, asking)
  expect(linksOf(blocks)).toEqual([
    [PLAN.title, PLAN.url],
    [CASE.title, CASE.url],
  ])
  expect(plainText(blocks ?? [])).toContain(
    '“A team like yours did it” (assumption) (customer-facing) → Peer case, 2 pages',
  )
})

test('people from outside get the links of the lines for customers alone', async () => {
  const asking = askingOf(await libraryOf(await folderOf(sending())))
  const blocks = show(what, { ...asking, audience: 'customer' })
  expect(linksOf(blocks)).toEqual([[CASE.title, CASE.url]])
  expect(plainText(blocks ?? [])).toBe('A team like yours did it → Peer case, 2 pages')
})

test.each([
  'javascript:alert(1)',
  'file:///etc/passwd',
  'data:text/html,x',
  'slack://open',
  'files.example/a',
])('a link to %s is refused where it is written', async (url) => {
  const { faults } = await readFolder(await folderOf(sending({ ...CASE, url })))
  expect(faults.map(sayFault).join('\n')).toContain('an address that begins with https:// or http://')
})
