/** Slack's limits, in characters or pieces. https://docs.slack.dev/reference/block-kit/blocks */
export const LIMITS = {
  blocksPerMessage: 50,
  /** Undocumented: a message whose blocks reach about 13,200 characters is refused. */
  charactersPerMessage: 13_000,
  charactersPerSection: 3000,
  elementsPerActions: 25,
  buttonText: 75,
  buttonValue: 2000,
  fallbackText: 3000,
  altText: 2000,
  rowsPerTable: 100,
  blocksPerView: 100,
  /** Of a whole view, 250,000 bytes in JSON: kept below it, since a character may be several bytes. */
  charactersPerView: 120_000,
  /** Of a modal: its title and the words on its two buttons. */
  modalTitle: 24,
  modalMetadata: 3000,
  inputLabel: 2000,
  inputText: 3000,
  placeholder: 150,
  optionText: 75,
  /** Of an option, in any menu. */
  optionValue: 150,
  optionsPerMenu: 5,
  checkboxes: 10,
  optionsPerGroup: 100,
  groupsPerSelect: 100,
} as const

/** Cuts by code point, so that no character is halved, and shows that something is missing. */
export function clip(text: string, most: number): string {
  if (text.length <= most) return text
  const points = [...text]
  if (points.length <= most) return text
  return `${points
    .slice(0, most - 1)
    .join('')
    .trimEnd()}…`
}
