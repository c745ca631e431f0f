import { type Block, buttons, say, small } from '#bot/slack/blocks.ts'
import { clip } from '#bot/slack/limits.ts'
import { bold, italic, line, link } from '#bot/slack/text.ts'
import type { KnownEvidence } from '#src/evidence/evidence.ts'
import type { Library } from '#src/knowledge/library.ts'
import { shortName } from './names.ts'
import { counted, inWords, quoted } from './reading.ts'

const MOST = 8

/** "3 new voices this week, on Carla and Finn.": what was heard of an owner's personas, each a claim away. */
export function voicesTray(voices: KnownEvidence[], library: Library): Block[] {
  const personas = [...new Set(voices.flatMap(({ persona }) => persona ?? []))]
  const names = inWords(personas.map((slug) => shortName(library, slug)))
  const more = voices.length - MOST
  return [
    say(line(bold(`${counted(voices.length, 'new voice')} this week, on ${names}.`))),
    ...voices.slice(0, MOST).flatMap((voice) => voiceBlocks(voice, library)),
    ...(more > 0 ? [small(`… and ${more} more, kept as evidence like these.`)] : []),
  ]
}

function voiceBlocks(voice: KnownEvidence, library: Library): Block[] {
  const { slug, title, persona, stage, quotes, link: address } = voice
  const [said] = quotes
  const about = [persona && shortName(library, persona), stage, said?.group].filter(Boolean).join(', ')
  return [
    say(
      line(
        quoted(clip(said?.text ?? '', 300)),
        italic(` ${title}${about ? ` · ${about}` : ''}`),
        ...(address ? [' · ', link(address, 'where it was said')] : []),
      ),
    ),
    buttons([{ text: 'Use it in a claim', action: 'use-voice', value: { evidence: slug } }]),
  ]
}
