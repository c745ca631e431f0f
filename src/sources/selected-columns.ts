/**
 * What a SELECT calls the columns that it gives, in small letters, as far as its text tells: none of a * or of an
 * expression without a name. Of several that are joined by UNION the first counts, of WITH the last.
 */
export function selectedColumns(select: string): string[] {
  const text = outermost(select)
  const [, list] =
    /\bselect\b(?:\s+distinct\b)?([\s\S]*?)(?:\b(?:from|where|union|intersect|except)\b|$)/i.exec(text) ?? [
      '',
      '',
    ]
  return [...new Set((list ?? '').split(',').flatMap((item) => nameOf(item.trim())))]
}

/** Words that end an expression and are no name. */
const NO_NAMES = new Set(['end', 'null', 'true', 'false', 'select'])

function nameOf(item: string): string[] {
  const quoted = /"([^"]+)"$/.exec(item)?.[1]
  if (quoted !== undefined) return [quoted.toLowerCase()]
  const [, before = '', plain] = /^([\s\S]*?)([a-z_]\w*)[\s;]*$/i.exec(item) ?? []
  const name = plain?.toLowerCase()
  return name === undefined || NO_NAMES.has(name) || /::\s*$/.test(before) ? [] : [name]
}

/** The text without comments, and without what stands in parentheses or in quotation marks of a value. */
function outermost(select: string): string {
  let depth = 0
  const parts = select.matchAll(
    /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"[^"]*"|[()[\]{}]|[^-/'"()[\]{}]+|[-/]/g,
  )
  return [...parts]
    .map(([part]) => {
      if (/^[([{]$/.test(part)) depth += 1
      else if (/^[)\]}]$/.test(part)) depth -= 1
      else if (depth === 0 && !/^(?:--|\/\*|')/.test(part)) return part
      return depth === 0 && /^[)\]}']/.test(part) ? ' ? ' : ' '
    })
    .join('')
}
