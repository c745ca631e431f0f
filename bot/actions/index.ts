import type { Action } from './action.ts'
import { dismissAlert, finishAlert, showAlert, snoozeAlert, takeAlert } from './answer-alert.ts'
import { liftBlock, upholdBlock } from './answer-block.ts'
import { acknowledgeFinding, snoozeFinding } from './answer-finding.ts'
import { answerQuestion, declineQuestion } from './answer-question.ts'
import { ask } from './ask.ts'
import { block } from './block.ts'
import { buyersCsvButton } from './buyers-csv.ts'
import { buyersFilter } from './buyers-filter.ts'
import { completeBrief } from './complete-brief.ts'
import { confirmVote } from './confirm-vote.ts'
import { decide } from './decide.ts'
import { deepRefresh } from './deep-refresh.ts'
import { digestShow } from './digest-show.ts'
import { dispute, settleDispute } from './dispute.ts'
import { draftFinding } from './draft-finding.ts'
import { draftWeights } from './draft-weights.ts'
import { editProposal } from './edit-proposal.ts'
import { experimentPlan, experimentResults, experimentUpdate } from './experiments.ts'
import { flag, settleFlag } from './flag.ts'
import { fullDiff } from './full-diff.ts'
import { guessPersona } from './guess-persona.ts'
import { healthAnswer } from './health-answer.ts'
import { heard } from './heard.ts'
import { keep } from './keep.ts'
import { meeting } from './meeting.ts'
import { object } from './object.ts'
import { boardChannel, leave, leaveEnd, peopleChanges, personAdd, personChange } from './people.ts'
import { propose } from './propose.ts'
import { proposeAgain } from './propose-again.ts'
import { readKpi } from './read-kpi.ts'
import { reject } from './reject.ts'
import { remind } from './remind.ts'
import { restore } from './restore.ts'
import { reviewNote, reviewWatch } from './review-note.ts'
import { boardMeeting, digestTime } from './rhythm.ts'
import { jobDry, jobPause, jobResume, jobTest } from './run-control.ts'
import { runWhy } from './run-why.ts'
import { sendDraft } from './send-draft.ts'
import { share } from './share.ts'
import { allStillTrue, showEntry, stillTrue } from './still-true.ts'
import { tag, tagChoose, tagUnsure, tagWrong } from './tag.ts'
import { proposeTagRule, tagRuleForm } from './tag-rule.ts'
import { taskDecline, taskDone } from './task.ts'
import { tick, tickChange } from './tick.ts'
import { trainingAnswer, trainingDecline, trainingNext, trainingStart } from './training.ts'
import { useVoice } from './use-voice.ts'
import { didNotWork, worked } from './verdict.ts'
import { vote } from './vote.ts'
import { why } from './why.ts'
import { withdrawProposal } from './withdraw-proposal.ts'
import { workshopFileButton } from './workshop-file.ts'

/** Everything that a button can do. */
export const ACTIONS: Action[] = [
  ask,
  why,
  keep,
  share,
  propose,
  proposeAgain,
  restore,
  sendDraft,
  vote,
  confirmVote,
  reject,
  block,
  liftBlock,
  upholdBlock,
  object,
  meeting,
  fullDiff,
  draftFinding,
  draftWeights,
  editProposal,
  withdrawProposal,
  runWhy,
  reviewNote,
  reviewWatch,
  tick,
  tickChange,
  taskDone,
  taskDecline,
  takeAlert,
  finishAlert,
  snoozeAlert,
  dismissAlert,
  showAlert,
  stillTrue,
  allStillTrue,
  showEntry,
  worked,
  didNotWork,
  answerQuestion,
  declineQuestion,
  heard,
  useVoice,
  flag,
  settleFlag,
  completeBrief,
  jobPause,
  jobResume,
  jobTest,
  jobDry,
  digestShow,
  remind,
  digestTime,
  boardMeeting,
  deepRefresh,
  acknowledgeFinding,
  snoozeFinding,
  personAdd,
  personChange,
  peopleChanges,
  leave,
  leaveEnd,
  boardChannel,
  healthAnswer,
  trainingStart,
  trainingDecline,
  trainingNext,
  trainingAnswer,
  readKpi,
  dispute,
  settleDispute,
  workshopFileButton,
  decide,
  tag,
  tagChoose,
  tagWrong,
  tagUnsure,
  tagRuleForm,
  proposeTagRule,
  experimentPlan,
  experimentResults,
  experimentUpdate,
  buyersCsvButton,
  buyersFilter,
  guessPersona,
]
