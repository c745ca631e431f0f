import { expect, test } from 'vitest'
import { importFolder } from '#src/knowledge/import-folder.ts'
import { runCommand } from '#test/support/command-line.ts'
import { onEngine, useDatabase } from '#test/support/database.ts'
import { addFiles, folderOf } from '#test/support/folder.ts'
import { DEMO, NOW } from '#test/support/library.ts'

onEngine('a server', (engine) => {
  const database = useDatabase(engine)
  const run = async (...args: string[]) => await runCommand(args, { DATABASE_URL: database.url })

  test('exclusions are written as CSV or JSON, and what is not exported is named beside', {
    timeout: 60_000,
  }, async () => {
    expect(await run('exclusions')).toEqual({
      code: 0,
      stdout: 'persona,exclusion,field,operator,value,revisit\n',
      stderr: expect.stringMatching(/^No active negative persona has a criterion .* --hypotheses adds/),
    })
    await importFolder(database.db, DEMO, { direct: false, now: NOW, zone: 'UTC', actor: 'demo' })
    const csv = await run('exclusions', '--hypotheses')
    expect(csv.stdout).toMatch(/\ngus-november-buyer,high-churn,requested_start_days,below,14,\n/)
    expect(csv.stdout).toMatch(
      /\nnils-one-shift-owner,premature,vehicles,below,25,"When he hires a second dispatcher, .*"\n/,
    )
    expect(csv.stderr).toMatch(/^Not exported, in words only: gus-november-buyer: Two of the three/)
    const ads = await run('exclusions', '--for', 'ads', '--json')
    expect(JSON.parse(ads.stdout)).toEqual([
      {
        persona: 'gus-november-buyer',
        exclusion: 'high-churn',
        field: 'search_term',
        operator: 'contains',
        value: 'emergency',
        revisit: null,
      },
    ])
    expect(ads.stderr).toContain('Left out, no advertising platform knows plan_owner: gus-november-buyer')
    expect(await run('exclusions', '--for', 'fun')).toEqual({
      code: 2,
      stdout: '',
      stderr: '--for is "fun", and has to be one of scoring, ads.\n',
    })
  })

  test('an import says beside its result what is worth a look', { timeout: 60_000 }, async () => {
    const directory = await folderOf()
    const primary = ['ada', 'ben'].map(
      (name) => [`personas/${name}.yaml`, { title: name, kind: 'primary' }] as const,
    )
    await addFiles(directory, Object.fromEntries(primary))
    const { code, stdout, stderr } = await run('import', directory, '--direct')
    expect([code, stderr]).toEqual([
      0,
      'Worth a look: 6 primary personas: more than 5 blur every decision; make some secondary.\n',
    ])
    expect(stdout).toMatch(/^Imported: 2 new entries/)
  })
})
