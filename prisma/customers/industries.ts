/** What the word of a company's name says about its trade; field services, where it says nothing else. */
const INDUSTRIES: [RegExp, string][] = [
  [/kühl|koel|froid/i, 'Cold chain'],
  [/lager|distribu|dystrybucja|groupage/i, 'Warehousing and distribution'],
  [/messagerie|koeriers|expeditie|fragt|carriers|spedycja|spedition/i, 'Forwarding and courier'],
  [/transport|haulage/i, 'Road haulage'],
  [/logisti|logistyka/i, 'Contract logistics'],
]

export function industryOf(trade: string): string {
  return INDUSTRIES.find(([word]) => word.test(trade))?.[1] ?? 'Field services'
}
