import { type Block, say } from '#bot/slack/blocks.ts'
import { clip } from '#bot/slack/limits.ts'
import { bullets, line, type Span } from '#bot/slack/text.ts'
import { claimsOf, type PlacedClaim } from '#src/knowledge/claim.ts'
import { claimsView } from './claims.ts'
import { committeeView, seatsView } from './committee.ts'
import { comparisonView } from './comparison.ts'
import { competitorView } from './competitor.ts'
import { decisionCard } from './decision.ts'
import { discoverView, discoveryView } from './discover.ts'
import { entryCard } from './entry-card.ts'
import { evidenceView } from './evidence.ts'
import { experimentPlan } from './experiment.ts'
import { fieldCard } from './field.ts'
import { jobsView, jobView } from './job.ts'
import { journeyView } from './journey.ts'
import { kpiCard } from './kpi.ts'
import { negativeView } from './negative.ts'
import { objectionView } from './objection.ts'
import { personaView } from './persona.ts'
import { profileView } from './persona-profile.ts'
import { playbookView } from './playbook.ts'
import { prepView } from './prep.ts'
import { assetSpans, firstFew, type Reading } from './reading.ts'
import { kpiLinkCard, scorecardCard } from './scorecard-card.ts'
import { nothingMore } from './sentences.ts'
import { signalCard } from './signal.ts'
import { sourceCard } from './source.ts'
import { stageView } from './stage.ts'
import { tagPrecedenceCard, tagRuleCard } from './tag-rule.ts'
import { targetCard } from './target.ts'
import { termCard } from './term.ts'
import { themesView } from './themes.ts'
import { triggerCard } from './trigger.ts'
import { valueView } from './value.ts'
import { type Drawn, entryView, type Shown, type View } from './view.ts'
import { ruleCard } from './voting-rules.ts'

/** Every way to show an answer. */
const VIEWS: View[] = [
  personaView,
  profileView,
  evidenceView,
  negativeView,
  jobView,
  jobsView,
  journeyView,
  stageView,
  playbookView,
  objectionView,
  discoveryView,
  discoverView,
  entryView('argument', entryCard),
  valueView,
  competitorView,
  comparisonView,
  committeeView,
  seatsView,
  entryView('theme', entryCard),
  themesView,
  entryView('vocabulary', termCard),
  entryView('signal', signalCard),
  entryView('tag-rule', tagRuleCard),
  entryView('tag-precedence', tagPrecedenceCard),
  entryView('trigger', triggerCard),
  entryView('source', sourceCard),
  entryView('field', fieldCard),
  entryView('kpi', kpiCard),
  entryView('scorecard', scorecardCard),
  entryView('kpi-link', kpiLinkCard),
  entryView('experiment', experimentPlan),
  entryView('target', targetCard),
  entryView('voting-rule', ruleCard),
  entryView('decision', decisionCard),
  claimsView,
  prepView,
]

/** Finds what an answer shows; undefined where it can't be shown any more. */
export const draw = (what: Shown, reading: Reading): Drawn | undefined =>
  VIEWS.find(({ name }) => name === what.view)?.draw(what, reading)

/** Renders an answer for who reads it; undefined where nothing of it may be shown to them. */
export function show(what: Shown, reading: Reading): Block[] | undefined {
  const drawn = draw(what, reading)
  if (reading.audience === 'customer') return drawn && customerLines(drawn.claims)
  return drawn && (isBare(drawn) ? drawn.blocks().toSpliced(1, 0, nothingMore()) : drawn.blocks())
}

/** Kinds of which a title alone says nothing, and whose views don't say so themselves. */
const SILENT = new Set(['persona', 'objection', 'job', 'competitor', 'discovery'])

const isBare = ({ entries: [only, ...others] }: Drawn): boolean =>
  only !== undefined && others.length === 0 && SILENT.has(only.kind) && claimsOf(only.body).length === 0

/** Only the lines that are marked for customers, and nothing of what the company thinks about them. */
function customerLines(claims: PlacedClaim[]): Block[] | undefined {
  const lines = claims.filter(({ audience }) => audience === 'customer')
  if (lines.length === 0) return undefined
  return [say(lines.length === 1 ? line(...lines.flatMap(asItIs)) : bullets(firstFew(lines, 8, asItIs)))]
}

/** The line and what may be sent with it, without any remark of ours. */
const asItIs = (claim: PlacedClaim): Span[] => [clip(claim.text, 1000), ...assetSpans(claim)]
