import { auditHead } from './audit-head.ts'
import { boardAgenda } from './board-agenda.ts'
import { clvQuestions } from './clv-questions.ts'
import { deepRefresh } from './deep-refresh.ts'
import { freshnessNotice } from './freshness-notice.ts'
import { insightReminder } from './insight-reminder.ts'
import type { Job } from './job.ts'
import { kpiReview } from './kpi-review.ts'
import { kpiReviewClose } from './kpi-review-close.ts'
import { microPersonas } from './micro-personas.ts'
import { ownerDigest } from './owner-digest.ts'
import { personaRefresh } from './persona-refresh.ts'
import { scorecardRecalibration } from './recalibration.ts'
import { retag } from './retag.ts'
import { signalMonitor } from './signal-monitor.ts'
import { sourceSync } from './source-sync.ts'
import { taskFollowUp } from './task-follow-up.ts'
import { trainingOffer } from './training-offer.ts'
import { triggerSweep } from './trigger-sweep.ts'

/** Every job that the clock knows. */
export const JOBS: Job[] = [
  kpiReview,
  kpiReviewClose,
  insightReminder,
  scorecardRecalibration,
  clvQuestions,
  taskFollowUp,
  personaRefresh,
  deepRefresh,
  ownerDigest,
  freshnessNotice,
  sourceSync,
  retag,
  triggerSweep,
  signalMonitor,
  microPersonas,
  boardAgenda,
  trainingOffer,
  auditHead,
]
