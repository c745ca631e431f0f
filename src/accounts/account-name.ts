/** An account as one recognises it. */
export type AccountName = { id: string; name: string; persona: string | undefined }

/** As one types who has no such letters: "Sønderrup" is "sonderrup", "Zielogród" is "zielogrod". */
export const foldLetters = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
    .toLowerCase()
    .replaceAll(/[øœłđßæıþ]/g, (letter) => PLAIN[letter] ?? letter)

const PLAIN: Record<string, string> = { ø: 'o', œ: 'oe', ł: 'l', đ: 'd', ß: 'ss', æ: 'ae', ı: 'i', þ: 'th' }

/** A word of a text: without its marks and in small letters, as it was written, and where it is. */
export type Token = { word: string; written: string; from: number; to: number }

/** The words of a text or a name; the database's `name_words` takes names apart in the same way. */
export const tokensOf = (text: string): Token[] =>
  [...text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)].map(({ 0: written, index }) => ({
    word: foldLetters(written),
    written,
    from: index,
    to: index + written.length,
  }))
