import { answerQuestion, declineQuestion } from './answer-question.ts'
import { block } from './block.ts'
import { boardChannel } from './board-channel.ts'
import { brief } from './brief.ts'
import { buyersFilter } from './buyers-filter.ts'
import { chooseClaim } from './choose-claim.ts'
import { decide } from './decide.ts'
import { declineTask } from './decline-task.ts'
import { deepRefresh } from './deep-refresh.ts'
import { dismissAlert } from './dismiss-alert.ts'
import { dispute, settleDispute } from './dispute.ts'
import { editPart } from './edit-part.ts'
import { entryModal } from './entry-modal.ts'
import { experimentResults } from './experiment-results.ts'
import { flag } from './flag.ts'
import { heard } from './heard.ts'
import { endLeave, leave } from './leave.ts'
import { meeting } from './meeting.ts'
import type { Modal } from './modal.ts'
import { object } from './object.ts'
import { addPerson, choosePerson, personDuty } from './people.ts'
import { planExperiment } from './plan-experiment.ts'
import { proposeAgain } from './propose-again.ts'
import { reject } from './reject.ts'
import { restore } from './restore.ts'
import { reviewNote } from './review-note.ts'
import { boardMeeting, digestTime } from './rhythm.ts'
import { settleFlag } from './settle-flag.ts'
import { tagRule } from './tag-rule.ts'
import { verifyMany } from './verify-many.ts'
import { wording } from './wording.ts'

/** Every form that somebody can send. */
export const MODALS: Modal[] = [
  chooseClaim,
  wording,
  proposeAgain,
  restore,
  entryModal,
  editPart,
  reject,
  block,
  object,
  meeting,
  verifyMany,
  reviewNote,
  declineTask,
  answerQuestion,
  declineQuestion,
  heard,
  flag,
  settleFlag,
  brief,
  digestTime,
  boardMeeting,
  addPerson,
  choosePerson,
  personDuty,
  leave,
  endLeave,
  boardChannel,
  deepRefresh,
  dispute,
  settleDispute,
  dismissAlert,
  decide,
  tagRule,
  planExperiment,
  experimentResults,
  buyersFilter,
]
