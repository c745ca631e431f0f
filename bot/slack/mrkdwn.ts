const WORD_JOINER = '\u2060'

/** Control characters become entities, so that nothing links or pings. */
export const escapeControl = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/**
 * Text for the few places that know only mrkdwn. Formatting characters, for which Slack has no escape, are kept
 * from the words that they would format.
 */
export const escapeMrkdwn = (text: string): string =>
  escapeControl(text).replaceAll(/[*_~`]/g, `${WORD_JOINER}$&${WORD_JOINER}`)

/** The characters that Slack parses in a message's text, taken back to what was meant. */
export const unescapeMrkdwn = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

/** The words of a message as people read them: a link by its label, a channel by its name, and nobody mentioned. */
export function readableText(text: string): string {
  const read = text.replaceAll(/<([^<>|]*)(?:\|([^<>]*))?>/g, (_, target: string, label?: string) => {
    if (target.startsWith('@') || /^!(here|channel|everyone|subteam)/.test(target)) return ' '
    if (target.startsWith('#')) return label ? `#${label}` : ' '
    return label ?? target.replace(/^!.*/, ' ')
  })
  return unescapeMrkdwn(read.replaceAll(/[^\S\n]+/g, ' ')).trim()
}
