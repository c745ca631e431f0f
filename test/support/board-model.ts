/** The board as simply as one can say it: it tries out every way to go on instead of reckoning. */
export type Choice = 'approve' | 'reject' | 'abstain' | 'block'
type Said = { choice: Choice; own: boolean; answer?: 'lifted' | 'upheld'; revision: number; meaning: number }
export type End = 'approved' | 'rejected' | 'expired'

export const SEATS = [
  ['lou', 'marketing'],
  ['jonas', 'sales'],
  ['ada', 'product'],
  ['lea', 'support'],
  ['ines', 'data'],
] as const

const OWNER = 'jonas'
const PROPOSER = 'mina'

export type BoardModel = ReturnType<typeof boardModel>

export function boardModel(turn: 'board' | 'owner') {
  return {
    state: 'open' as 'open' | End,
    turn,
    revision: 1,
    meaning: 1,
    votes: new Map<string, Said>(),
    counted: 0,
    /** Who sits on the board, by handle, and who stands in for whom. */
    seats: new Map<string, string>(SEATS),
    standIns: new Map<string, string>(),

    /** Whether it counts: then it may be decided by it. */
    vote(who: string, choice: Choice, revision: number): boolean {
      if (this.state !== 'open' || revision !== this.revision) return false
      return this.write(who, () => choice)
    },

    confirm(who: string, revision: number): boolean {
      if (this.state !== 'open' || revision !== this.revision) return false
      return this.write(who, (seat) => {
        const said = this.votes.get(seat)
        return said && said.revision < this.revision && said.meaning === this.meaning
          ? said.choice
          : undefined
      })
    },

    write(who: string, choiceOf: (seat: string) => Choice | undefined): boolean {
      let written = false
      for (const [index, seat] of this.spokenFor(who).entries()) {
        const said = choiceOf(seat)
        if (said === undefined) continue
        const block = said === 'block' && index === 0 && this.turn === 'board'
        const choice = said === 'block' && !block ? 'reject' : said
        const before = this.votes.get(seat)
        const own = seat === who
        const present = before?.revision === this.revision
        if (present && before.choice === choice && (before.own === own || before.answer !== undefined))
          continue
        if (present && before.own && !own) continue
        this.votes.set(seat, { choice, own, revision: this.revision, meaning: this.meaning })
        this.counted += 1
        written = true
      }
      return written
    },

    spokenFor(who: string): string[] {
      const theirs = [who, ...[...this.standIns].flatMap(([away, deputy]) => (deputy === who ? [away] : []))]
      if (this.turn === 'owner') return theirs.includes(OWNER) ? [OWNER] : []
      return theirs.filter((each) => this.seats.has(each))
    },

    answer(blocker: string, answer: 'lifted' | 'upheld'): boolean {
      const said = this.votes.get(blocker)
      if (this.state !== 'open' || said?.choice !== 'block' || said.revision !== this.revision) return false
      if (said.answer !== undefined) return false
      said.answer = answer
      return true
    },

    object(who: string, revision: number): boolean {
      if (this.state !== 'open' || this.turn === 'board' || revision !== this.revision) return false
      const theirs = [who, ...[...this.standIns].flatMap(([away, deputy]) => (deputy === who ? [away] : []))]
      if (theirs.includes(OWNER) || !theirs.some((each) => this.seats.has(each))) return false
      this.turn = 'board'
      this.votes.clear()
      return true
    },

    edit(wordingOnly: boolean): boolean {
      if (this.state !== 'open') return false
      this.revision += 1
      if (!wordingOnly) this.meaning += 1
      return true
    },

    /** What it may be now, by every way to go on until the deadline: `must` where all ways end the same. */
    outcomes(closed: boolean): { may: Set<string>; must: End | undefined } {
      const present = new Map(
        [...this.votes].flatMap(([seat, said]) => (said.revision === this.revision ? [[seat, said]] : [])),
      )
      if (this.turn === 'owner') return this.byOwner(present, closed)
      const ends = new Set<End>()
      const seats = [...this.seats.keys()]
      const go = (index: number, votes: Map<string, Said>): void => {
        const seat = seats[index]
        if (seat === undefined) return void ends.add(this.end(votes))
        for (const next of closed ? [votes.get(seat)] : waysOf(votes.get(seat)))
          go(index + 1, next ? new Map(votes).set(seat, next) : votes)
      }
      go(0, present)
      const [only, ...others] = ends
      const sure = !ends.has('approved') || ends.size === 1
      const may = new Set<string>(sure ? ends : [])
      if (!closed) may.add('open')
      return { may, must: others.length === 0 ? only : undefined }
    },

    end(votes: Map<string, Said>): End {
      const cast = [...votes].filter(([seat, { choice }]) => this.seats.has(seat) && choice !== 'abstain')
      const blocks = cast.flatMap(([, said]) => (said.choice === 'block' ? [said.answer] : []))
      if (blocks.includes('upheld')) return 'rejected'
      if (new Set(cast.map(([seat]) => this.seats.get(seat))).size < 3) return 'expired'
      const approving = cast.filter(([, { choice }]) => choice === 'approve').length
      if (approving <= cast.length - approving) return 'rejected'
      return blocks.includes(undefined) ? 'rejected' : 'approved'
    },

    byOwner(present: Map<string, Said>, closed: boolean): { may: Set<string>; must: End | undefined } {
      const said = present.get(OWNER)?.choice
      if (said === 'reject') return { may: new Set(['rejected']), must: 'rejected' }
      const objectors = [...this.seats.keys()].filter((seat) => seat !== OWNER && seat !== PROPOSER)
      if (said === 'approve' && (closed || objectors.length === 0))
        return { may: new Set(['approved']), must: 'approved' }
      if (!closed) return { may: new Set(['open']), must: undefined }
      this.turn = 'board'
      this.votes.clear()
      return this.outcomes(false)
    },
  }
}

/** What a seat may still come to say: a silent one anything, an open block an answer. */
function waysOf(said: Said | undefined): (Said | undefined)[] {
  const saying = (choice: Choice, answer?: 'lifted' | 'upheld'): Said => ({
    ...{ choice, own: true, revision: 0, meaning: 0 },
    ...(answer && { answer }),
  })
  if (said?.choice === 'block' && !said.answer)
    return [said, { ...said, answer: 'lifted' }, { ...said, answer: 'upheld' }]
  if (said) return [said]
  return [undefined, saying('approve'), saying('reject'), saying('abstain'), saying('block', 'upheld')]
}
