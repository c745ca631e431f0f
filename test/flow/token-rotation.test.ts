import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { turnRotationOn } from '#bot/sandbox/rotation.ts'
import { createWire } from '#bot/slack/client.ts'
import { type Rotation, rotatingToken } from '#bot/slack/rotating-token.ts'
import { createLog } from '#src/log.ts'
import { type Clockwork, forgetRuns, startClockwork, writeAutumn } from '#test/support/clockwork.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'
import { startProgram } from '#test/support/program.ts'

onEveryEngine((engine) => {
  const database = useDatabase(engine)
  let clockwork: Clockwork
  let rotation: Rotation
  const log = createLog('silent')

  beforeAll(async () => {
    clockwork = await startClockwork(database.db)
    await writeAutumn(database.db)
  })
  afterAll(() => clockwork.sandbox.close())
  beforeEach(async () => {
    clockwork.sandbox.reset()
    await clockwork.client.noFaults()
    await forgetRuns(database.db)
    rotation = turnRotationOn(clockwork.sandbox.workspace)
  })

  /** An instance of the program, as far as its way to Slack goes. */
  const instance = () => {
    const { apiUrl } = clockwork.sandbox
    return createWire(rotatingToken({ db: database.db, rotation, apiUrl, log }), apiUrl, log).client
  }
  const refreshes = async () =>
    (await clockwork.client.journal()).calls.filter(({ method }) => method === 'oauth.v2.access').length
  const expiresIn = (minutes: number) =>
    database.db
      .$executeRaw`UPDATE workspace_token SET expires_at = clock_timestamp() + ${minutes} * interval '1 minute'`

  test('of instances that need a token at once one spends the refresh token, and all send with what it brings', async () => {
    const instances = Array.from({ length: 5 }, instance)
    const answers = await Promise.all(
      instances.flatMap((client) => [client.auth.test(), client.auth.test(), client.users.list({})]),
    )
    expect(answers.every(({ ok }) => ok)).toBe(true)
    expect(await refreshes()).toBe(1)
    await instance().auth.test()
    expect(await refreshes()).toBe(1)
  })

  test('a token is refreshed before it expires, and while Slack refuses that it is used as long as it holds', async () => {
    await instance().auth.test()
    await expiresIn(20)
    await clockwork.client.faults({ kind: 'server_error', method: 'oauth.v2.access', times: 1 })
    await instance().auth.test()
    expect(await refreshes()).toBe(2)
    const [before] = await database.db.workspaceToken.findMany()
    await instance().auth.test()
    expect(await refreshes()).toBe(3)
    const [after] = await database.db.workspaceToken.findMany()
    expect(after?.token).not.toBe(before?.token)
    expect(after?.refreshToken).not.toBe(before?.refreshToken)
  })

  test('a review that no request started is posted though its token expired overnight, once', async () => {
    clockwork.setTime('2026-10-20T12:00')
    const means = { ...clockwork.means, wire: clockwork.means.wire }
    clockwork.means.wire = { ...means.wire, client: instance(), poster: instance() }
    await clockwork.wake()
    await clockwork.means.wire.client.auth.test()
    // Slack counts the token's life by its own clock, which has gone on by two weeks.
    clockwork.setTime('2026-11-04T09:01')
    await clockwork.wake()
    const all = await clockwork.board()
    expect(all.map(({ plain }) => plain)).toEqual([expect.stringContaining('October 2026 by persona')])
    expect(await clockwork.board(all[0]?.ts)).toHaveLength(3)
    expect(await database.db.jobRun.findMany()).toMatchObject([{ state: 'posted', error: null }])
    clockwork.means.wire = means.wire
  })

  test('a refresh token that was spent elsewhere is said in one sentence, and another one begins anew', async () => {
    await instance().auth.test()
    await expiresIn(0)
    rotation = { ...turnRotationOn(clockwork.sandbox.workspace), refreshToken: rotation.refreshToken }
    const { apiUrl } = clockwork.sandbox
    const source = rotatingToken({ db: database.db, rotation, apiUrl, log })
    await expect(source.current()).rejects.toThrow(
      /^Slack refuses the refresh token \(invalid_refresh_token\): each can be spent once\. Copy the one/,
    )
    rotation = turnRotationOn(clockwork.sandbox.workspace)
    expect(await instance().auth.test()).toMatchObject({ ok: true })
  })

  test('neither the log at its loudest nor the audit trail names a token or a secret', async () => {
    const { apiUrl, workspace } = clockwork.sandbox
    const environment = {
      DATABASE_URL: database.url,
      SLACK_APP_TOKEN: clockwork.sandbox.appToken,
      SLACK_CLIENT_ID: rotation.clientId,
      SLACK_CLIENT_SECRET: rotation.clientSecret,
      SLACK_REFRESH_TOKEN: rotation.refreshToken,
      SLACK_API_URL: apiUrl,
      LOG_LEVEL: 'debug',
    }
    await database.db.installation.update({ where: { id: 1 }, data: { demo: false } })
    const program = startProgram('bot/main.ts', [], environment)
    await program.prints(/Dramatis answers in the Slack team T0DRAMATIS/)
    expect((await clockwork.client.as('mina').command('#sales', '/persona carla')).state).toBe('acked')
    await expect
      .poll(() => clockwork.client.as('mina').read('#sales'), { timeout: 20_000 })
      .toContain('Carla')
    program.process.kill('SIGTERM')
    await program.ended
    const trail = JSON.stringify(await database.db.auditRecord.findMany(), asText)
    const { refreshToken = '', expiry = new Map<string, number>() } = workspace.rotation ?? {}
    for (const secret of [rotation.clientSecret, rotation.refreshToken, refreshToken, ...expiry.keys()]) {
      expect(secret).not.toBe('')
      expect(program.printed() + trail).not.toContain(secret)
    }
  })

  test('whoever died over a refresh holds up the others for a moment only', async () => {
    await instance().auth.test()
    await expiresIn(0)
    await database.db
      .$executeRaw`UPDATE workspace_token SET refreshing_until = clock_timestamp() + interval '1 second'`
    expect(await instance().auth.test()).toMatchObject({ ok: true })
    expect(await refreshes()).toBe(2)
  })
})

const asText = (_key: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value)
