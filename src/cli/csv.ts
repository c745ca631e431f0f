/** One line of a CSV file after RFC 4180, without its end. */
export const csvLine = (cells: (string | number)[]): string => cells.map(csvCell).join(',')

const csvCell = (value: string | number): string =>
  /[",\r\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value)
