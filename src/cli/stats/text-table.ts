/** A number as it is printed, to so many significant digits; what is not known as a dash. */
export function figure(value: number | undefined, digits = 12): string {
  if (value === undefined || Number.isNaN(value)) return '–'
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞'
  const rounded = Number(value.toPrecision(digits))
  return Math.abs(rounded) < 1e-4 && rounded !== 0 ? rounded.toExponential() : String(rounded)
}

/** A p-value as it is printed; below the smallest positive number it can only be said to lie there. */
export const pValue = (p: number | undefined): string => (p === 0 ? '< 5e-324' : figure(p))

/** Columns that line up: words to the left, numbers to the right. */
export function textTable(header: string[], rows: string[][]): string {
  const widths = header.map((name, column) =>
    Math.max(...[name, ...rows.map((row) => row[column] ?? '')].map((cell) => [...cell].length)),
  )
  const wordy = header.map((_, column) => rows.some((row) => /^[^\d\s<∞–.+-]/.test(row[column] ?? '')))
  const lineOf = (cells: string[]) =>
    cells
      .map((cell, column) => {
        const gap = ' '.repeat((widths[column] ?? 0) - [...cell].length)
        return wordy[column] ? cell + gap : gap + cell
      })
      .join('  ')
      .trimEnd()
  return [header, ...rows].map(lineOf).join('\n')
}

/** "1 row", "23 rows" */
export const plural = (n: number, one: string): string => `${n} ${one}${n === 1 ? '' : 's'}`
