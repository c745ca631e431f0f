import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { interpret } from '#bot/commands/index.ts'
import { plainText } from '#bot/slack/plain-text.ts'
import { show } from '#bot/views/shown.ts'
import type { Shown } from '#bot/views/view.ts'
import { exportFolder } from '#src/knowledge/export-folder.ts'
import { importFolder } from '#src/knowledge/import-folder.ts'
import { followLibrary } from '#src/knowledge/library.ts'
import { onEveryEngine, useDatabase } from '#test/support/database.ts'
import { folderOf } from '#test/support/folder.ts'
import { NOW } from '#test/support/knowledge.ts'
import { askingOf } from '#test/support/library.ts'

const FOLDER = fileURLToPath(
  new URL('../fixtures/knowledge-folders/two-personas-in-german-and-japanese/', import.meta.url),
)
const OPTIONS = { direct: false, now: NOW, zone: 'Asia/Tokyo', actor: 'rob' }

onEveryEngine((engine) => {
  const database = useDatabase(engine)

  describe('a company with two personas, whose files are German and Japanese', () => {
    test('is imported, however it spells functions, roles and methods', async () => {
      const imported = await importFolder(database.db, FOLDER, OPTIONS)
      expect(imported).toMatchObject({
        evidence: ['gespräche-2026', 'アンケート', 'インタビュー'],
        people: ['frau.krüger', '田中', 'rob'],
      })
      expect(imported.created).toHaveLength(5)
      const { members, evidence, entries } = await followLibrary(database.db)()
      expect(members.get('frau.krüger')).toMatchObject({
        function: 'data',
        roles: ['persona-owner', 'board'],
      })
      expect(members.get('田中')).toMatchObject({
        function: 'customer-success',
        email: 'tanaka@example.co.jp',
      })
      expect(evidence.get('gespräche-2026')?.groups).toEqual({ new: 4, 'support-intensive': 7 })
      expect(entries.get('persona/経理部長')).toMatchObject({ title: '佐藤 · 経理部長', owner: '田中' })
      expect(entries.get('playbook/rückruf')?.body).toMatchObject({ function: 'customer-success' })
    })

    test.each([
      [
        '',
        /^2 personas\.\n• Wilma, Werkstattleiterin · primary, hypothesis, 11 of 15 interviews\n• 佐藤 · 経理部長 · secondary/,
      ],
      [
        'wilma',
        /^Wilma, Werkstattleiterin · primary\nWants: Jeder Auftrag ist am selben Tag bestätigt\nAfraid of: Dass der Rückruf ausbleibt & der Kunde/,
      ],
      ['meisterin', /^Wilma, Werkstattleiterin · primary/],
      [
        '佐藤',
        /^佐藤 · 経理部長 · secondary\nHurts: 月末の締め処理に五日かかる\nDecides by: 価格より請求書の正確さを重視する; 部長会議で三社を比較してから決める \(assumption\)/,
      ],
      [
        'what is Wilma afraid of?',
        /^Wilma, Werkstattleiterin · fears\n• Dass der Rückruf ausbleibt & der Kunde vor der Tür steht\n• Noch ein Passwort \(assumption\)/,
      ],
      ['請求書の正確さ', /^佐藤 · 経理部長 · decision logic\n• 価格より請求書の正確さを重視する/],
      [
        'objection der Preis ist zu hoch',
        /^“Das ist uns zu teuer” from Wilma usually means: Sie hat nie ausgerechnet/,
      ],
      ['値段が高い', /^“Das ist uns zu teuer” from Wilma/],
      ['Wilma sagt, das ist zu teuer', /^“Das ist uns zu teuer” from Wilma/],
      ['playbook customer success', /^Rückruf in einer Stunde — Customer success/],
      ['playbook ruckruf', /^Rückruf in einer Stunde/],
      ['解約', /^Kündigung\nEin Vertrag, der endet.*\nAlso: Churn, 解約 and Abwanderung\./],
      ['Kuendigung', /^Kündigung\n/],
      ['Was kostet ein Elefant?', undefined],
      ['競合他社はどこですか', undefined],
    ])('is answered from: %s', async (text, answer) => {
      const asking = askingOf(await followLibrary(database.db)())
      const found = interpret(text, asking)
      const blocks =
        found.found === 'overview'
          ? found.blocks
          : found.found === 'entry'
            ? show(found.shown as Shown, asking)
            : undefined
      if (answer === undefined) expect(found.found).toBe('nothing')
      else expect(plainText(blocks ?? [])).toMatch(answer)
    })

    test('is exported and taken back without a change', async () => {
      const directory = await folderOf()
      await exportFolder(database.db, directory, OPTIONS.zone)
      expect(await importFolder(database.db, directory, OPTIONS)).toEqual({
        created: [],
        changed: [],
        unchanged: 5,
        evidence: [],
        people: [],
      })
    })
  })
})
