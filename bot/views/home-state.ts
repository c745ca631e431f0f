import type { HomeFacts } from '#bot/home/facts.ts'
import { type Block, listed, say } from '#bot/slack/blocks.ts'
import { clip } from '#bot/slack/limits.ts'
import { bold, italic } from '#bot/slack/text.ts'
import type { Library } from '#src/knowledge/library.ts'
import type { KnowledgeState } from '#src/knowledge/state.ts'
import { sayWarning, warningsOf } from '#src/personas/warnings.ts'
import { adoptionSpans } from './adoption.ts'
import { shortName } from './names.ts'
import { plainNumber, roughly } from './numbers.ts'
import { counted, inWords } from './reading.ts'

type State = NonNullable<HomeFacts['state']>

/** In Home, for those who answer for the knowledge base: how it stands, and what it has no answer to. */
export const stateOfKnowledge = (state: State, asked: HomeFacts['asked'], library: Library): Block =>
  knowledge(withoutMine(state, asked), library)

/** The questions that wait for this member stand above, with their buttons. */
function withoutMine({ questions, ...state }: State, { questions: mine }: HomeFacts['asked']): State {
  const others = questions.most.filter(({ text }) => !mine.some((each) => each.text === text))
  return { ...state, questions: { ...questions, most: others } }
}

function knowledge({ knowledge: state, questions, adoption }: State, library: Library): Block {
  const waiting = `${counted(questions.count, 'question')} without a verified answer`
  const some = questions.count > questions.most.length ? ', the most asked' : ''
  return say(
    ...listed('The knowledge base', [
      verifiedSpans(state),
      ...(adoption ? [adoptionSpans(adoption)] : []),
      ...(state.claims > 0
        ? [
            [
              bold(`${roughly(state.assumptions / state.claims)} assumptions`),
              `: ${plainNumber(state.assumptions)} of ${counted(state.claims, 'claim')} cite no evidence`,
            ],
          ]
        : []),
      ...(state.hypotheses.length > 0
        ? [
            [
              bold(counted(state.hypotheses.length, 'hypothesis', 'hypotheses')),
              `: ${inWords(
                state.hypotheses.map((slug) => shortName(library, slug)),
                3,
              )}`,
            ],
          ]
        : []),
      ...warningsOf(library).map((each) => [sayWarning(each, (slug) => shortName(library, slug))]),
    ]),
    ...listed(
      `${waiting}${some}`,
      questions.most.map(({ text, times }) => [
        italic(clip(text, 120)),
        times > 1 ? `, asked ${times} times` : '',
      ]),
    ),
  )
}

function verifiedSpans({ entries, verified, stale, unverified }: KnowledgeState) {
  const rest = [
    ...(stale > 0 ? [`${stale} stale`] : []),
    ...(unverified > 0 ? [`${unverified} never verified`] : []),
  ]
  return [
    bold(`${roughly(entries === 0 ? 0 : verified / entries)} verified`),
    `: ${verified} of ${counted(entries, 'entry', 'entries')}${rest.length > 0 ? `, ${rest.join(', ')}` : ''}`,
  ]
}
