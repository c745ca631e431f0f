import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DemoCompany, startDemoCompany } from '#test/support/bot.ts'
import { onEngine, useDatabase } from '#test/support/database.ts'
import { pressUnshown } from '#test/support/press.ts'

onEngine('PGlite', (engine) => {
  const database = useDatabase(engine)
  let company: DemoCompany
  let now = Temporal.Now.instant()

  beforeAll(async () => {
    company = await startDemoCompany(database.db, { now: () => now })
  })
  afterAll(() => company.close())

  const as = (who: string) => company.client.as(who)
  const quiet = () => company.quiet()
  const told = async (who: string) => (await as(who).messages('@dramatis')).map(({ plain }) => plain)
  const tray = async (who: string) =>
    (await as(who).messages('@dramatis')).findLast(({ plain }) => /wait|Nothing waits/.test(plain))

  async function ask(who: string, text: string) {
    await as(who).command('#sales', `/persona ${text}`)
    await quiet()
    return await as(who).read('#sales', { limit: 1 })
  }

  async function open(who: string, label: string) {
    const ts = (await tray(who))?.ts ?? ''
    await as(who).click({ in: '@dramatis', ts, label })
    await quiet()
  }

  test('what nothing answers waits for its owner in one message, however many ask', async () => {
    expect(await ask('sam', 'what does carla think of quantum zebras?')).toMatch(
      /nothing verified on .*noted the question for Mina Albrecht/s,
    )
    await ask('noor', 'what does  Carla think of quantum zebras?')
    await ask('sam', 'does carla like 量子シマウマ?')
    const messages = (await told('mina')).filter((plain) => plain.includes('wait for you'))
    expect(messages).toHaveLength(1)
    expect(messages[0]).toMatch(/2 questions wait for you, Mina\. Nothing verified answers them/)
    expect(messages[0]).toMatch(
      /“what does carla think of quantum zebras\?” asked 2 times, by Sales and Support\n {2}\[Answer\] \[Not for us\]/,
    )
    expect(messages[0]).toContain('量子シマウマ')
    expect(messages[0]).not.toMatch(/Sam|Noor/)
  })

  test('the answer goes to everybody who asked, once, with the entry that says more', async () => {
    await open('mina', 'Answer')
    const mina = as('mina')
    expect(await mina.readModal()).toMatch(/quantum zebras.*asked 2 times, by Sales and Support/s)
    expect(await mina.submit({ answer: '   ' })).toMatchObject({
      state: 'invalid',
      errors: { answer: 'Say what you know, in a sentence.' },
    })
    await company.client.faults({ kind: 'duplicate', envelope: 'interactive', times: 1 })
    await mina.submit({
      answer: 'She has <!channel> never met one. シマウマ',
      entry: 'persona/carla-operations-lead',
    })
    await quiet()
    for (const who of ['sam', 'noor']) {
      const answers = (await told(who)).filter((plain) => plain.includes('answered what you asked'))
      expect(answers).toHaveLength(1)
      expect(answers[0]).toMatch(
        /Mina Albrecht answered what you asked on .*: what does carla think of quantum zebras\?\n {2}She has <!channel> never met one\. シマウマ\n {2}Their word, not in the knowledge base yet: for you, not for customers\.\n {2}\[Carla\]$/,
      )
    }
    await as('sam').click({ in: '@dramatis', label: 'Carla' })
    await quiet()
    expect(await as('sam').read('@dramatis', { limit: 1 })).toMatch(/Carla · Operations Lead/)
    expect((await told('mina')).at(-1)).toMatch(
      /Thanks\. 2 people have your answer\..*\n {2}\[Propose it for Carla\]$/s,
    )
    expect((await tray('mina'))?.plain).toMatch(/1 question waits for you, Mina\..*1 answered\.$/s)
    expect(await database.db.auditRecord.count({ where: { action: 'question answered' } })).toBe(1)
  })

  test('whoever asks the same again gets the word of the owner, marked as such', async () => {
    expect(await ask('jonas', 'what does carla think of quantum zebras?')).toMatch(
      /Mina Albrecht answered this on .*, not in the knowledge base yet:\n {2}She has <!channel> never met one\. シマウマ\n {2}The word of one person: for you, not for customers\./,
    )
    expect((await tray('mina'))?.plain).toMatch(/1 question waits/)
    const gita = as('gita')
    await gita.command('#customer-room', '/persona what does carla think of quantum zebras?')
    await quiet()
    expect(await gita.read('#customer-room', { limit: 1 })).toMatch(/only what is marked for customers/)
  })

  test('the answer opens a proposal with its words in it', async () => {
    const mina = as('mina')
    await mina.click({ in: '@dramatis', label: 'Propose it for Carla' })
    await quiet()
    await mina.submit({ claim: 'field:goals' })
    const form = await mina.readModal()
    expect(form).toContain('She has <!channel> never met one. シマウマ')
    expect(form).toContain(
      '“what does carla think of quantum zebras?” was asked 2 times and had no verified answer.',
    )
    await mina.close(true)
  })

  test('nobody but the owner, who stands in, and the persona owner may answer; the attempt is recorded', async () => {
    const { ctx } = company.bot
    const { id } = await database.db.openQuestion.findFirstOrThrow({ where: { answeredAt: null } })
    const opening = { action: 'answer-question', value: { question: id } }
    const sending = { modal: 'answer-question', about: { question: id }, values: { answer: 'Mine alone' } }
    const only = 'Only Mina Albrecht, who is asked this, or who stands in can answer it.'
    expect(await pressUnshown('noor', opening, ctx)).toBe(only)
    expect(await pressUnshown(undefined, opening, ctx)).toBe(only)
    expect(await pressUnshown('noor', sending, ctx)).toBe(`${only}\nYou wrote:\nMine alone`)
    const subject = `question/${id}`
    expect(await database.db.auditRecord.count({ where: { action: 'refused', subject } })).toBe(3)
    expect(await database.db.openQuestion.findUnique({ where: { id } })).toMatchObject({ answeredAt: null })

    const nearest = ['objection/too-expensive']
    await database.db.openQuestion.update({
      where: { id },
      data: { nearest, owner: { connect: { handle: 'jonas' } } },
    })
    expect(await pressUnshown('jonas', opening, ctx)).toBe('[modal]')
    // Sam is his deputy there.
    expect(await pressUnshown('sam', opening, ctx)).toBe('[modal]')
    expect(await pressUnshown('mina', opening, ctx)).toBe('[modal]')
    await database.db.openQuestion.update({
      where: { id },
      data: { owner: { connect: { handle: 'mina' } } },
    })
  })

  test('a question that is not for us is closed, and whoever asked is told kindly', async () => {
    await open('mina', 'Not for us')
    await as('mina').submit({ word: 'Ask the zoo' })
    await quiet()
    expect((await told('sam')).at(-1)).toMatch(
      /Mina Albrecht looked at what you asked on .*It is outside of what we keep.*Thanks for asking\.\n {2}Mina: Ask the zoo$/s,
    )
    expect((await tray('mina'))?.plain).toMatch(/Nothing waits for you, Mina\. 2 questions answered\./)
    expect(await ask('sam', 'does carla like 量子シマウマ?')).toMatch(
      /Mina Albrecht looked at it on .* outside of what we keep/,
    )
  })

  test('half a year later the same question is open again, in the message of that week', async () => {
    now = now.add({ hours: 181 * 24 })
    expect(await ask('ada', 'what does carla think of quantum zebras?')).toMatch(/nothing verified on/)
    expect((await tray('mina'))?.plain).toMatch(/1 question waits for you, Mina\..*asked once, by Product/s)
    expect((await told('mina')).filter((plain) => plain.includes('for you, Mina.'))).toHaveLength(2)
  })

  test('questions that are worded alike are closed together, where their owner says so', async () => {
    for (const _ of [1, 2, 3]) await ask('sam', 'which forklift licence does carla ask for?')
    await ask('noor', 'carla wants which forklift licence')
    await ask('noor', 'does carla wear a zebra hat?')
    const listed = (await tray('mina'))?.plain ?? ''
    expect(listed).toMatch(/forklift licence does carla/)
    await open('mina', 'Answer')
    const form = await as('mina').readModal()
    expect(form).toMatch(/Does it answer these, too\?.*carla wants which forklift licence/s)
    expect(form).not.toContain('zebra hat')
    const questions = await database.db.openQuestion.findMany({ where: { text: { contains: 'forklift' } } })
    const [other] = questions.filter(({ text }) => text.startsWith('carla wants'))
    await as('mina').submit({ answer: 'Class B, in Denmark', also: [other?.id] })
    await quiet()
    for (const who of ['sam', 'noor']) expect((await told(who)).at(-1)).toContain('Class B, in Denmark')
    expect((await told('mina')).at(-1)).toMatch(
      /Thanks\. 2 people have your answer, to 1 other question as well\./,
    )
    expect(
      await database.db.openQuestion.count({ where: { text: { contains: 'forklift' }, answeredAt: null } }),
    ).toBe(0)
  })
})
