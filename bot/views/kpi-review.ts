import { type Block, buttons, say, small } from '#bot/slack/blocks.ts'
import { message } from '#bot/slack/message.ts'
import { bold, code, line, type Span } from '#bot/slack/text.ts'
import { asksOf } from '#src/kpis/ask.ts'
import { type PersonaMonth, type Review, worstOf } from '#src/kpis/review.ts'
import { monthName, shortMonth } from '#src/runs/period.ts'
import { ACCOUNTABILITY } from './brief.ts'
import { leftOutByDecision } from './decision.ts'
import { readButton } from './how-to-read.ts'
import { kpiChart } from './kpi-chart.ts'
import { restatedLine, restatedPost } from './kpi-restated.ts'
import { type Breached, breachedIn, breachHeadline, breachLines, withinLine } from './kpi-standing.ts'
import { kpiDetails, kpiTables } from './kpi-tables.ts'
import { personName, shortName } from './names.ts'
import { largeMoney, money, moneyChange, percent, plainNumber, points, roughly } from './numbers.ts'
import { counted, inWords } from './reading.ts'
import { askButtons, notesCard } from './review-notes.ts'
import { latenessLines, type Post, type Telling } from './telling.ts'
import { wrongDeals } from './wrong-deals.ts'

/** The review of a closed month: short in the channel with a picture, all numbers and a part per persona in the thread. */
export function kpiReview(review: Review, telling: Telling): Post[] {
  if (review.personas.length === 0)
    return [{ message: message([...latenessLines(telling), ...noNumbers(review)]) }]
  const picture = kpiChart(review, telling)
  return [
    { message: message(summary(review, telling)), ...(picture && { picture }) },
    ...notesWanted(review, telling),
    ...kpiTables(review, telling),
    ...kpiDetails(review, telling),
    ...restatedPost(review, telling),
  ]
}

/** First in the thread: which numbers need a word before the review closes. */
function notesWanted(review: Review, { run, scheduledAt, library }: Telling): Post[] {
  const asks = asksOf(review)
  if (asks.length === 0) return []
  const card = notesCard({ review: run, asks, notes: review.notes, scheduledAt, library })
  return [{ name: 'notes', inThread: true, message: card }]
}

function summary(review: Review, telling: Telling): Block[] {
  const breached = breachedIn(review)
  const [first] = breached
  const worst = first?.persona ?? worstOf(review)
  const month = `${monthName(Temporal.PlainDate.from(review.month))} by persona: `
  const lines = [
    first ? breachHeadline(month, first, telling) : headline(month, worst, telling),
    incomplete(review),
    restatedLine(review),
    ...breachLines(breached, telling),
    others(review, worst, telling),
    withinLine(review, telling),
    extremes(review, telling),
    wrongDeals(review, telling),
    leftOut(review, telling),
    question(worst, first !== undefined, telling),
  ]
  return [
    ...latenessLines(telling),
    say(...lines),
    small(
      `${review.live ? 'Persona as tagged today, as the board decided' : "Persona as tagged at the month's close"}. The numbers and a part per persona are in the thread.`,
    ),
    small(`Of everything planned next: ${ACCOUNTABILITY}`),
    buttons([
      ...noteButtons(review, telling),
      ...readFirst(first, worst, telling),
      { text: 'Why?', action: 'run-why', value: { run: telling.run } },
    ]),
  ]
}

/** How to read the number that the review begins with. */
function readFirst(first: Breached | undefined, worst: PersonaMonth | undefined, { run }: Telling) {
  if (!worst?.now) return []
  return [readButton({ review: run, persona: worst.persona, kpi: first?.kpi ?? 'retention' })]
}

/** For one number right here; several are told apart in the thread. */
function noteButtons(review: Review, { run, library }: Telling) {
  const [ask, ...others] = asksOf(review)
  return ask && others.length === 0 ? askButtons(run, ask, library, false) : []
}

function headline(month: string, worst: PersonaMonth | undefined, { library }: Telling) {
  if (!worst?.now) return line(bold(`${month}too few customers for a number yet.`))
  const name = shortName(library, worst.persona)
  const { retention } = worst.now
  const n = `n ${plainNumber(worst.n)}`
  if (!worst.before)
    return line(bold(`${month}${name} keeps the fewest, ${percent(retention.value)}`), ` (${n}).`)
  const change = points(retention.value, worst.before.retention.value)
  if (change.startsWith('▼'))
    return line(
      bold(`${month}${name}'s retention fell to ${percent(retention.value)}`),
      ` (${n}, ${change}).`,
    )
  return line(
    bold(`${month}retention held for everybody.`),
    ` Lowest: ${name}, ${percent(retention.value)} (${n}, ${change}).`,
  )
}

function incomplete(review: Review) {
  const { missing, reconstructed } = review
  const said = [
    ...(missing > 0
      ? [
          `Not complete: ${counted(missing, 'account')} that paid the month before ${missing === 1 ? 'has' : 'have'} no row yet.`,
        ]
      : []),
    ...lateWords(review),
    ...(reconstructed
      ? ['Reconstructed from a snapshot and the tenure, so there is no comparison with the month before.']
      : []),
  ]
  return said.length === 0 ? undefined : line(said.join(' '))
}

/** "Not complete: Invoices was not read since the month ended." */
function lateWords({ late = [] }: Review): string[] {
  const titled = (failed: boolean) => late.filter((each) => each.failed === failed).map(({ title }) => title)
  const [unread, failed] = [titled(false), titled(true)]
  const were = unread.length === 1 ? 'was' : 'were'
  return [
    ...(unread.length > 0
      ? [`Not complete: ${inWords(unread, 3)} ${were} not read since the month ended.`]
      : []),
    ...(failed.length > 0 ? [`Not complete: ${inWords(failed, 3)} could not be read.`] : []),
  ]
}

const MOST_OTHERS = 5

function others({ personas }: Review, worst: PersonaMonth | undefined, { library }: Telling) {
  const rest = personas.filter(({ persona, now }) => now && persona !== worst?.persona)
  if (rest.length === 0) return undefined
  const said = rest.slice(0, MOST_OTHERS).map(({ persona, now, before }) => {
    const share = now?.retention.value ?? 0
    const change = before ? ` (${points(share, before.retention.value)})` : ''
    return `${shortName(library, persona)} ${percent(share)}${change}`
  })
  const more = rest.length - said.length
  return line(`Retention: ${said.join(', ')}${more > 0 ? ` and ${more} more in the thread` : ''}.`)
}

/** Who is worth most, who grew most and who costs most to support. */
function extremes({ personas, highestClv }: Review, { library, currency }: Telling) {
  const grown = highest(personas, ({ now }) => now?.expansion?.value)
  const dear = highest(personas, ({ now }) => now?.supportCost?.value)
  const spans: Span[] = []
  if (highestClv)
    spans.push(
      `Highest CLV: ${shortName(library, highestClv.persona)}, ${largeMoney(highestClv.value, currency)}. `,
    )
  if (grown?.now?.expansion && grown.now.expansion.value > 0)
    spans.push(
      `Most expansion: ${shortName(library, grown.persona)}, +${percent(grown.now.expansion.value)} of MRR. `,
    )
  if (dear?.now?.supportCost) {
    const cost = dear.now.supportCost.value
    const before = dear.before?.supportCost?.value
    const change = before === undefined ? '' : `, ${moneyChange(cost, before, currency)}`
    spans.push(
      `Dearest to support: ${shortName(library, dear.persona)}, ${money(cost, currency)} a customer${change}.`,
    )
  }
  return spans.length === 0 ? undefined : line(...spans)
}

function highest(personas: PersonaMonth[], value: (of: PersonaMonth) => number | undefined) {
  const known = personas.filter((each) => value(each) !== undefined)
  return known.toSorted((a, b) => (value(b) ?? 0) - (value(a) ?? 0))[0]
}

function leftOut({ personas, untagged, excluded = [] }: Review, { library }: Telling) {
  const few = personas
    .filter(({ now }) => !now)
    .map(({ persona, n }) => `${shortName(library, persona)} (n = ${n})`)
  const said = [
    ...(few.length > 0 ? [`Insufficient data: ${inWords(few)}.`] : []),
    ...(excluded.length > 0 ? [leftOutByDecision(excluded, library)] : []),
    ...(untagged.of > 0 ? [untaggedWords(untagged)] : []),
  ]
  return said.length === 0 ? undefined : line(said.join(' '))
}

function untaggedWords({ n, of }: Review['untagged']): string {
  return n === 0
    ? 'Every customer is tagged.'
    : `Untagged: ${roughly(n / of)} of customers (${plainNumber(n)}).`
}

/** A review ends with somebody who does something about it. */
function question(worst: PersonaMonth | undefined, breached: boolean, { library }: Telling) {
  if (!worst?.now || worst.now.churn.numerator === 0) return undefined
  const name = shortName(library, worst.persona)
  const owner = personName(library, library.entries.get(`persona/${worst.persona}`)?.owner)
  const fell = worst.before && points(worst.now.retention.value, worst.before.retention.value).startsWith('▼')
  const what = breached
    ? `what happened with ${name}`
    : fell
      ? `why ${name} fell`
      : `what would keep more of ${name}`
  return line(
    bold(`Who finds out ${what}, and by when?`),
    ` ${owner ? `${owner} owns ${name}. ` : ''}Answer in the thread.`,
  )
}

function noNumbers(review: Review): Block[] {
  const { month, instead } = review
  const late = lateWords(review).join(' ')
  const closed = Temporal.PlainDate.from(month)
  const heading = bold(`${monthName(closed)} by persona: there are no numbers yet.`)
  const accounts = instead?.accounts ?? 0
  const known = instead?.month && Temporal.PlainDate.from(instead.month)
  const why = known
    ? ` The newest month here is ${monthName(known)}, so the source has not delivered ${shortMonth(closed)} yet.`
    : accounts > 0
      ? ` ${counted(accounts, 'account')} ${accounts === 1 ? 'is' : 'are'} here, and no account-months.`
      : ' No customers are here yet.'
  return [
    say(
      line(heading, why, late === '' ? '' : ` ${late}`),
      line(
        'The operator imports them with ',
        code('npm run -s dramatis -- import-accounts FILE --map SELECT.sql --table account_months'),
        ' and runs this again with ',
        code('npm run -s dramatis -- job kpi-review'),
        '.',
      ),
    ),
  ]
}
