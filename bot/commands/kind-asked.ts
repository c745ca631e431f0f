import type { KindName } from '#src/knowledge/kinds.ts'

/** Words by which people ask for a kind of entry, without naming it. */
const KIND_ASKED: { [K in KindName]?: RegExp } = {
  persona:
    /\b(who (is|are|should|would|do)|what kind of (person|customers?|buyers?)|worth (my|our) time|turn (away|down)|should (i|we) (bother|bid|sell|take)|(bad|wrong|good|right|ideal) (ones?|customers?|fit)|which (personas?|customers))\b/i,
  playbook:
    /\b(steps?|check-?lists?|play(book)?s?|guide|template|script|procedure|plan for|what (do|should|can|must|shall) \w+( \w+)? do|what (now|next)|next steps?|prepare|how (do|should|can) (i|we) (handle|react|save|rescue|run|start|open|deal|get|keep|see)|(should|can|must|may) (sales|support|marketing|product|customer success|customer-success) \w+|should (i|we) (write|send|post|worry|call)|brief)\b/i,
  objection:
    /\b(objections?|push-?back|sa(ys?|id|ying)|thinks?|told (us|me)|claims?|insists?|argues?|asks? (us )?for|they(’|')?(re|d|ll|ve)?|won(’|')t|refuses?|rather|too \w+|what do i (say|answer|reply))\b/i,
  discovery:
    /\b(questions? (for|to|at)|what (to|should (i|we)|do (i|we)|can (i|we)|could (i|we)) ask|discover\w*|find out|qualify\w*)\b/i,
  competitor: /\b(rivals?|competitors?|vs|versus|compared? (to|with)|against|los(e|ing) to)\b/i,
  committee:
    /\b(committee|stakeholders?|who (else )?(decides?|signs?|blocks?|approves?|is involved|has a say)|sits? at the table|influences?|decides? together)\b/i,
  journey:
    /\b(stage|phase|journey|at renewal|during|while|after \w+ing|once|when|before (s?he|they)|how (long|soon|fast)|stuck|aha|time to value|touchpoints?|abandons?)\b/i,
  job: /\b(jobs?|hired? us|trying to|get done|instead of us)\b/i,
  argument: /\b(arguments?|pitch|points|benefits?|why (is it|are we) worth|value|roi|selling points?)\b/i,
  theme: /\b(themes?|strateg\w+|objectives?)\b/i,
}

/** How much the more an entry counts that is of the kind asked for. */
const COUNTS: { [K in KindName]?: number } = {
  persona: 1.1,
  playbook: 1.4,
  objection: 1.4,
  discovery: 1.3,
  competitor: 1.15,
  committee: 1.15,
  journey: 1.2,
  job: 1.15,
  argument: 1.35,
  theme: 1.2,
}

/** What an entry of a kind counts for in a question, by what the question asks for. */
export const asksForKind = (kind: KindName, words: string): number =>
  KIND_ASKED[kind]?.test(words) ? (COUNTS[kind] ?? 1) : 1
