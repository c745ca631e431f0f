import { z } from 'zod'
import { message } from '#bot/slack/message.ts'
import { whoAreYou } from '#bot/views/proposal-notes.ts'
import { ROWS, tagRuleForm } from '#bot/views/tag-rule-form.ts'
import * as words from '#bot/views/tag-rule-trial.ts'
import { knownAttributes } from '#src/accounts/known-attributes.ts'
import type { Context } from '#src/context.ts'
import type { Library } from '#src/knowledge/library.ts'
import { checkRule } from '#src/rules/check.ts'
import { type Condition, celToConditions, conditionsToCel } from '#src/rules/conditions.ts'
import { sayRuleFault } from '#src/rules/fault.ts'
import {
  ACCOUNT_FIELDS,
  CONTACT_FIELDS,
  type RuleAbout,
  type RuleField,
  type RuleNames,
} from '#src/rules/names.ts'
import { conditionOfRow, type PickedRow, rowOf } from '#src/rules/picked.ts'
import { tagNames } from '#src/tags/rule-names.ts'
import { tryRule } from '#src/tags/try-rule.ts'
import { maybeText, modal } from './modal.ts'

/** A tag rule on its way before the board, as its button carries it. */
export const tagRuleDraft = z.object({
  /** Of the rule that it changes. */
  slug: z.string().optional(),
  title: z.string(),
  persona: z.string(),
  tags: z.enum(['accounts', 'contacts']).optional(),
  when: z.string(),
  priority: z.number(),
  why: z.string(),
})
export type TagRuleDraft = z.output<typeof tagRuleDraft>

const picked = z
  .string()
  .nullish()
  .transform((value) => value ?? undefined)

const values = z.looseObject({
  title: z.string(words.SAY_TITLE).trim().min(1, words.SAY_TITLE).max(150, words.SHORTER),
  persona: z.string(words.CHOOSE_PERSONA),
  tags: z.enum(['accounts', 'contacts']).nullish(),
  cel: maybeText,
  why: z.string(words.SAY_WHY_RULE).trim().min(1, words.SAY_WHY_RULE).max(400, words.SHORTER),
  priority: maybeText.refine(
    (text) => text === undefined || /^(?:[1-9]\d{0,2}|1000)$/.test(text),
    words.A_PLACE,
  ),
})
type Values = z.output<typeof values>

/** A tag rule from pick lists: it is read, tried, and shown with what it would do; nothing is proposed yet. */
export const tagRule = modal({
  name: 'tag-rule',
  asks: 'nothing',
  about: z.object({ slug: z.string().optional() }),
  values,
  form: tagRuleForm,
  async check({ values }, _pressed, ctx) {
    const names = await namesToPick(await ctx.readLibrary(), ctx)
    const read = readWhen(values, names)
    return 'when' in read ? { verdict: 'take' } : { verdict: 'mend', errors: read.errors }
  },
  async run({ about, values }, { asker }, ctx) {
    if (!asker.member) return [{ to: 'asker', message: message(whoAreYou()) }]
    const library = await ctx.readLibrary()
    const read = readWhen(values, await namesToPick(library, ctx))
    const { title, persona, why } = values
    const priority = Number(values.priority ?? 100)
    const tags = values.tags === 'contacts' ? { tags: 'contacts' as const } : {}
    const draft = { ...about, ...tags, title, persona, when: 'when' in read ? read.when : '', priority, why }
    const tried = {
      ...draft,
      slug: about.slug ?? '',
      reads: undefined,
      method: 'rule' as const,
      confidence: 0.7,
    }
    const trial = await tryRule(tried, ctx)
    return [{ to: 'asker', message: message(words.tagRuleTrial(trial, draft, library)) }]
  },
})

/** The form: empty, of a rule that is there, or of one that was tried. */
export async function openTagRule(draft: Partial<TagRuleDraft>, ctx: Context) {
  const library = await ctx.readLibrary()
  const { slug, title, persona, tags, when, priority } = draft
  const conditions = when === undefined ? [] : celToConditions(when)
  const fits = conditions !== undefined && conditions.length <= ROWS
  return tagRule.open(slug === undefined ? {} : { slug }, {
    ...{ library, names: await namesToPick(library, ctx), title, persona, tags, priority },
    rows: fits ? conditions.map(rowOf) : [],
    ...(!fits && { cel: when }),
  })
}

/** Everything that there is to pick from. */
async function namesToPick(library: Library, { db }: Context): Promise<RuleNames> {
  const { fields, signals } = tagNames(library)
  const said = new Map(fields.map((field) => [field.path, field]))
  // What accounts have tells the type, the dictionary what it is called.
  const attributes = (await knownAttributes(db)).map((each) => ({
    ...said.get(each.path),
    ...each,
    ...calledIn(said.get(each.path)),
  }))
  const paths = new Set(attributes.map(({ path }) => path))
  return {
    fields: [
      ...ACCOUNT_FIELDS,
      ...CONTACT_FIELDS,
      ...attributes,
      ...fields.filter(({ path }) => !paths.has(path)),
    ],
    signals,
  }
}

const calledIn = (field: RuleField | undefined) => (field ? { title: field.title } : {})

type Read = { when: string } | { errors: Record<string, string> }

/** The condition in CEL, or what is wrong, under its block. */
function readWhen(said: Values, names: RuleNames): Read {
  const about = said.tags === 'contacts' ? 'contact' : 'account'
  if (said.cel !== undefined) return checked(said.cel, 'cel', names, about)
  const conditions: Condition[] = []
  for (let index = 0; index < ROWS; index += 1) {
    const found = conditionOfRow(rowIn(said, index), names.fields)
    if (found && 'part' in found) return { errors: { [`${found.part}-${index}`]: found.expected } }
    if (found) conditions.push(found)
  }
  if (conditions.length === 0) return { errors: { 'asked-0': words.SAY_WHAT } }
  return checked(conditionsToCel(conditions), 'value-0', names, about)
}

function checked(when: string, block: string, names: RuleNames, about: RuleAbout): Read {
  const fault = checkRule(when, names, about)
  if (!fault) return { when }
  const said = sayRuleFault(fault)
  return { errors: { [block]: `${said.charAt(0).toUpperCase()}${said.slice(1)}.` } }
}

function rowIn(said: Values, index: number): PickedRow {
  const at = (part: string) => picked.safeParse(said[`${part}-${index}`]).data
  return { asked: at('asked'), operator: at('operator'), value: at('value')?.trim() || undefined }
}
