import { z } from 'zod'
import { type Block, listed, say } from '#bot/slack/blocks.ts'
import { bold, italic, line, type Span } from '#bot/slack/text.ts'
import type { PlacedClaim } from '#src/knowledge/claim.ts'
import type { Entry } from '#src/knowledge/entry.ts'
import { entriesOf, findEntry, type Library } from '#src/knowledge/library.ts'
import { type MappedPain, mappedPains } from '#src/themes/mapped-pains.ts'
import { claimsIn, shortened } from './concerning.ts'
import { freshnessTogether } from './freshness.ts'
import { shortName } from './names.ts'
import { oneScreen } from './one-screen.ts'
import { claimSpans, counted, firstFew, type Reading } from './reading.ts'
import { view } from './view.ts'

/** Strategic themes and the pain points that map to each: of all personas or of one. */
export const themesView = view({
  name: 'themes',
  about: z.object({ theme: z.string().optional(), persona: z.string().optional() }),
  material: themesAbout,
  entries: entriesIn,
  claims: claimsOfThemes,
  blocks: (material, reading, about) =>
    oneScreen(
      [
        { few: 6, most: 200 },
        { few: 3, most: 140 },
        { few: 2, most: 110 },
        { few: 1, most: 90 },
      ],
      (room) => themesCard(material, about, room, reading),
    ),
})

type About = { theme?: string | undefined; persona?: string | undefined }
type Material = { themes: Entry<'theme'>[]; pains: MappedPain[] }
type Room = { few: number; most: number }

/** Undefined where there is neither a theme nor a pain. */
export function themesAbout({ theme, persona }: About, library: Library): Material | undefined {
  const one = theme === undefined ? undefined : findEntry(library, 'theme', theme)
  const themes = one ? [one] : theme === undefined ? entriesOf(library, 'theme') : []
  const pains = mappedPains(library, persona).filter((pain) => !one || pain.theme === one.slug)
  return themes.length === 0 ? undefined : { themes, pains }
}

function entriesIn({ themes, pains }: Material): Entry[] {
  return [...themes, ...new Set(pains.map(({ persona }) => persona))]
}

function claimsOfThemes({ themes, pains }: Material): PlacedClaim[] {
  return [...themes.flatMap((theme) => claimsIn(theme, 'aims')), ...pains.map(({ claim }) => claim)]
}

function themesCard(material: Material, about: About, room: Room, reading: Reading): Block[] {
  const { themes, pains } = material
  const known = new Set(themes.map(({ slug }) => slug))
  const loose = about.theme === undefined ? pains.filter(({ theme }) => !theme || !known.has(theme)) : []
  const whose = whoseSuffix(about, reading)
  const [only] = themes
  const title =
    about.theme !== undefined && only
      ? `${only.title}: ${pains.length === 0 ? 'no pains' : counted(pains.length, 'pain')}${whose}${pains.length === 0 ? ' yet' : ''}`
      : `${counted(themes.length, 'strategic theme')}, and the pains${whose} that map to ${themes.length === 1 ? 'it' : 'each'}`
  return [
    say(
      line(bold(title)),
      ...bySeverity(themes, pains).flatMap((theme) => themePart(theme, pains, about, room, reading)),
      ...listed('Mapped to no theme', painItems(loose, about, room, reading)),
      loose.length === 0 && about.theme === undefined && pains.length > 0
        ? line(italic(`Every pain${whose} maps to a theme.`))
        : undefined,
    ),
    ...freshnessTogether(entriesIn(material), claimsOfThemes(material), reading),
  ]
}

/** The theme of the severest pain first, those without any last. */
function bySeverity(themes: Entry<'theme'>[], pains: MappedPain[]): Entry<'theme'>[] {
  const place = ({ slug }: Entry<'theme'>) => {
    const at = pains.findIndex(({ theme }) => theme === slug)
    return at < 0 ? pains.length : at
  }
  return themes.toSorted((a, b) => place(a) - place(b))
}

/** What is to be reached, then who suffers most from its being missing. */
function themePart(theme: Entry<'theme'>, pains: MappedPain[], about: About, room: Room, reading: Reading) {
  const whose = whoseSuffix(about, reading)
  const its = pains.filter((pain) => pain.theme === theme.slug)
  const aims = claimsIn(theme, 'aims').slice(0, about.theme === undefined ? 1 : 3)
  const aim = aims.map((claim) => line(italic('Aim: '), ...claimSpans(shortened(claim, room.most))))
  const items = painItems(its, about, room, reading)
  if (about.theme !== undefined) return [...aim, ...listed('By severity', items)]
  return items.length === 0
    ? [line(bold(theme.title), `: no pain${whose} maps to it yet.`)]
    : listed(theme.title, items)
}

const painItems = (
  pains: MappedPain[],
  { persona }: About,
  { few, most }: Room,
  { library }: Reading,
): Span[][] =>
  firstFew(pains, few, (pain) => [
    ...(persona === undefined ? [bold(`${shortName(library, pain.persona.slug)}: `)] : []),
    ...claimSpans(shortened(pain.claim, most)),
    italic(` · severity ${pain.severity}`),
  ])

const whoseSuffix = ({ persona }: About, { library }: Reading): string =>
  persona ? ` of ${shortName(library, persona)}` : ''
