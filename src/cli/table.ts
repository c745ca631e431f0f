const WIDEST = 60

/** Columns side by side, each as wide as its widest cell. */
export function table(head: string[], rows: string[][]): string {
  const cells = [head, ...rows].map((row) => row.map(clipped))
  const widths = head.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)))
  return cells
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function clipped(cell: string): string {
  const points = [...cell.replaceAll(/\s+/g, ' ')]
  return points.length > WIDEST ? `${points.slice(0, WIDEST - 1).join('')}…` : points.join('')
}
