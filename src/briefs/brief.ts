/** The pieces without which a brief is incomplete. */
export const PIECES = ['persona', 'job', 'evidence', 'action'] as const
export type Piece = (typeof PIECES)[number]

/** The persona section of a brief. */
export type Brief = {
  title: string
  /** Slug. */
  persona: string | undefined
  /** The version of the persona that it was written with. */
  version: number | undefined
  job: string | undefined
  /** Slugs. */
  evidence: string[]
  /** What the persona is to do because of it. */
  action: string | undefined
}

/** What a section still lacks. */
export const missingIn = (brief: { [piece in Piece]?: string | string[] | null | undefined }): Piece[] =>
  PIECES.filter((piece) => !brief[piece]?.length)
