import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DemoCompany, startDemoCompany } from '#test/support/bot.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'
import { importFiles } from '#test/support/knowledge.ts'

onEveryEngine((engine) => {
  const database = useDatabase(engine)
  let company: DemoCompany

  beforeAll(async () => {
    company = await startDemoCompany(database.db)
  })
  afterAll(() => company.close())

  const as = (who: string) => company.client.as(who)
  const told = async (who: string) => (await as(who).messages('@dramatis')).map(({ plain }) => plain)
  async function ask(who: string, text: string) {
    await as(who).command('#sales', `/persona ${text}`)
    await company.quiet()
    return await as(who).read('#sales', { limit: 1 })
  }
  async function press(who: string, label: string, channel = '#sales') {
    await as(who).click({ in: channel, label })
    await company.quiet()
  }
  const today = () => Temporal.Now.plainDateISO('Europe/Berlin')

  const plan = (change: object = {}) => ({
    title: 'Peers before features',
    personas: ['carla-operations-lead', 'finn-finance-lead'],
    stronger: 'A peer of her size',
    than: 'The list of features',
    generic: ['yes'],
    metric: 'Demos booked',
    measures: 'share',
    today: '24 %',
    difference: '5',
    planned: '400',
    startsOn: today().subtract({ days: 20 }).toString(),
    endsOn: today().subtract({ days: 1 }).toString(),
    rationale: 'They trust who has done it',
    ...change,
  })

  test('an experiment of the company says what it needs', async () => {
    const text = await ask('lou', 'experiments risk before innovation')
    expect(text).toMatch(/Risk before innovation · experiment, /)
    expect(text).toMatch(
      /Needs 875 for each variant and persona to see 6 points with 80 %; 900 are planned\./,
    )
    expect(text).toMatch(
      /Expected\n {2}• Carla reacts more strongly to a rollout without risk than to what is new/,
    )
  })

  test('a plan that does not fit is mended in the form, and what is typed stays', async () => {
    await ask('lou', 'experiments')
    await press('lou', 'Plan an experiment')
    expect(await as('lou').submit(plan({ than: 'a peer of her size' }))).toMatchObject({
      errors: { than: 'Something else than the first one.' },
    })
    expect(await as('lou').submit(plan({ today: 'a lot' }))).toMatchObject({
      errors: { today: 'A number, such as 24 or 0.5.' },
    })
    expect(await as('lou').submit(plan({ today: '240' }))).toMatchObject({
      errors: { today: 'A share between 0 and 100 %.' },
    })
  })

  test('what is expected is a proposal before it is anything', async () => {
    await as('lou').submit(plan())
    await company.quiet()
    expect(await as('jonas').read('#persona-board', { limit: 1 })).toMatch(
      /Lou proposes: the new experiment Peers before features/,
    )
    expect((await told('lou')).at(-1)).toMatch(
      /Peers before features\. Needs 1,480 for each variant and persona to see 5 points with 80 %\. Under-powered/,
    )
    expect(await ask('lou', 'experiments')).toMatch(/1 experiment\./)
  })

  test('in force it takes results, line by line, with one sentence where one does not fit', async () => {
    await inForce()
    expect(await ask('lou', 'experiments peers before features')).toMatch(
      /ended on .*, no results yet[\s\S]*Under-powered: the 400 planned see it with \d\d %\./,
    )
    await press('lou', 'Enter results')
    expect(await as('lou').readModal()).toMatch(/Carla · A peer of her size:/)
    const sent = await as('lou').submit({
      lines: 'Carla · A peer of her size: 500 of 400',
      until: today().toString(),
    })
    expect(sent).toMatchObject({
      errors: {
        lines: '“Carla · A peer of her size: 500 of 400”: how many did it is a whole number from 0 to 400.',
      },
    })
    await as('lou').submit({
      lines: [
        'Carla · A peer of her size: 150 of 412',
        'Carla · The list of features: 90 of 409',
        'Finn · A peer of her size: 80 of 380',
        'Finn · The list of features:',
      ].join('\n'),
      until: today().subtract({ days: 3 }).toString(),
    })
    await company.quiet()
    const card = (await told('lou')).at(-1)
    expect(card).toMatch(
      /Carla: as expected\. A peer of her size 36\.4 % \(n 412\), The list of features 22\.0 % \(n 409\): \+14\.4 points/,
    )
    expect(card).toMatch(/Finn: no results yet\./)
    expect(card).toMatch(/\+65 % over generic/)
    expect(card).toMatch(/Stopped early, 2 days before its end with 380 of 400 planned/)
    expect(card).toMatch(/What is expected was written, or changed, after it had begun/)
  })

  test('the result becomes evidence, and a draft of what it changes of the persona', async () => {
    await ask('lou', 'experiments peers before features')
    await press('lou', 'Update the personas')
    const [draft] = await database.db.proposal.findMany({
      where: { state: 'draft' },
      include: { parts: true },
    })
    expect(draft?.parts).toHaveLength(1)
    expect(JSON.stringify(draft?.parts[0]?.changes)).toMatch(
      /Reacts more strongly to “A peer of her size” than to “The list of features” \(Demos booked: 36\.4 % \(n 412\) against 22\.0 % \(n 409\)\)\..*experiment-peers-before-features/,
    )
    const source = await database.db.evidence.findUnique({
      where: { slug: 'experiment-peers-before-features' },
    })
    expect(source).toMatchObject({ method: 'experiment', n: 1201 })
  })

  test('somebody without the right may look, and enters nothing', async () => {
    await ask('noor', 'experiments peers before features')
    await press('noor', 'Change results')
    await as('noor').submit({ lines: 'Carla · A peer of her size: 1 of 412', until: today().toString() })
    await company.quiet()
    expect((await told('noor')).at(-1)).toMatch(/may enter what came of an experiment/)
    const cell = await database.db.experimentResult.findFirst({ where: { n: 412 } })
    expect(cell?.hits).toBe(150)
  })

  /** Nobody objects within two business days: as if an admin said so at once. */
  async function inForce() {
    const expects = ['carla-operations-lead', 'finn-finance-lead'].map((persona, index) => ({
      ...{ id: `e${index}`, persona, stronger: 'a', than: 'b' },
      text: 'Trusts who has done it',
    }))
    const { title, metric, startsOn, endsOn } = plan()
    const experiment = {
      ...{ title, metric, startsOn, endsOn, expects, measures: 'share', owner: 'lou' },
      ...{ baseline: 0.24, difference: 0.05, planned: 400 },
      variants: [
        { id: 'a', title: 'A peer of her size' },
        { id: 'b', title: 'The list of features', generic: true },
      ],
    }
    await importFiles(database.db, { 'experiments/peers-before-features.yaml': experiment })
  }
})
