import { type Random, seededRandom } from './random.ts'
import type { SimulatedAccount } from './simulate.ts'

/** Somebody at a customer. */
export type SimulatedContact = {
  id: string
  accountId: string
  name: string
  role: string
  seniority: string
  title: string
  /** As they are tagged; whoever is not is to be guessed from the title. */
  persona: string | undefined
  /** Their part in the decision to buy. */
  part: 'champion' | 'decision-maker' | 'blocker'
}

type Position = Pick<SimulatedContact, 'role' | 'seniority' | 'title'>

const FIRST_NAMES: Record<string, [string, ...string[]]> = {
  DE: ['Anke', 'Jörg', 'Katrin', 'Ralf', 'Silke', 'Uwe', 'Birgit', 'Timo'],
  GB: ['Gemma', 'Craig', 'Priya', 'Stuart', 'Hayley', 'Owen', 'Fiona', 'Darren'],
  FR: ['Élodie', 'Bruno', 'Nadia', 'Thierry', 'Sophie', 'Karim', 'Claire', 'Yann'],
  DK: ['Mette', 'Lars', 'Pia', 'Jesper', 'Signe', 'Rune', 'Tine', 'Bo'],
  NL: ['Femke', 'Bas', 'Ilse', 'Joost', 'Marloes', 'Ruben', 'Anouk', 'Wim'],
  PL: ['Agata', 'Paweł', 'Ewa', 'Marek', 'Zofia', 'Tomasz', 'Iwona', 'Jacek'],
}
const LAST_NAMES: Record<string, [string, ...string[]]> = {
  DE: ['Brandt', 'Köhler', 'Lorenz', 'Pohl', 'Sauer', 'Thoma', 'Wendt', 'Yilmaz'],
  GB: ['Barlow', 'Chaudhry', 'Dunn', 'Hollis', 'Marsh', 'Okafor', 'Pratt', 'Slater'],
  FR: ['Aubry', 'Benali', 'Caron', 'Dumas', 'Fabre', 'Lemoine', 'Marchal', 'Roux'],
  DK: ['Bech', 'Dahl', 'Friis', 'Holst', 'Juhl', 'Krogh', 'Lund', 'Toft'],
  NL: ['Bakker', 'de Wit', 'Hofman', 'Kuiper', 'Mulder', 'Post', 'Smit', 'Vos'],
  PL: ['Bielak', 'Czajka', 'Duda', 'Górska', 'Kania', 'Lis', 'Sowa', 'Wrona'],
}

const POSITIONS: Record<string, [Position, ...Position[]]> = {
  'carla-operations-lead': [
    { role: 'Operations', seniority: 'lead', title: 'Operations lead' },
    { role: 'Operations', seniority: 'head', title: 'Head of dispatch' },
    { role: 'Operations', seniority: 'manager', title: 'Transport manager' },
  ],
  'finn-finance-lead': [
    { role: 'Finance', seniority: 'head', title: 'Head of finance' },
    { role: 'Finance', seniority: 'manager', title: 'Commercial manager' },
  ],
  'ola-network-director': [
    { role: 'Operations', seniority: 'director', title: 'Network director' },
    { role: 'Operations', seniority: 'director', title: 'Regional director' },
  ],
  'ravi-systems-lead': [
    { role: 'IT', seniority: 'manager', title: 'IT manager' },
    { role: 'IT', seniority: 'lead', title: 'Systems lead' },
  ],
  'gus-november-buyer': [
    { role: 'Management', seniority: 'owner', title: 'Owner' },
    { role: 'Management', seniority: 'manager', title: 'Site manager' },
  ],
}

/** Who else is in the room, by whom the account behaves like: Finance signs, IT may stop it. */
const SECONDS: Record<string, [string, ...string[]]> = {
  'carla-operations-lead': ['finn-finance-lead', 'finn-finance-lead', 'ravi-systems-lead'],
  'finn-finance-lead': ['carla-operations-lead'],
  'ola-network-director': ['finn-finance-lead', 'ravi-systems-lead'],
  'ravi-systems-lead': ['carla-operations-lead', 'finn-finance-lead'],
}

const SEED = 20_261_124

/** One or two people at each customer, the same for the same customers. */
export function simulateContacts(accounts: SimulatedAccount[]): SimulatedContact[] {
  const random = seededRandom(SEED)
  return accounts.flatMap((account) => {
    const first = simulateContact({ account, number: 1, persona: account.persona }, random)
    const others = SECONDS[account.persona]
    if (others === undefined || !random.chance(0.6)) return [first]
    return [first, simulateContact({ account, number: 2, persona: random.pick(others) }, random)]
  })
}

type Seat = { account: SimulatedAccount; number: 1 | 2; persona: string }

function simulateContact({ account, number, persona }: Seat, random: Random): SimulatedContact {
  const { id, country, tagged } = account
  const name = (names: typeof FIRST_NAMES) => random.pick(names[country] ?? ['Kim'])
  const isTagged = number === 1 ? tagged : random.chance(0.5)
  return {
    id: `${id.replace('FB', 'FC')}-${number}`,
    accountId: id,
    name: `${name(FIRST_NAMES)} ${name(LAST_NAMES)}`,
    ...random.pick(POSITIONS[persona] ?? [{ role: 'Other', seniority: 'other', title: 'Other' }]),
    persona: isTagged ? persona : undefined,
    part: partOf(number, persona),
  }
}

function partOf(number: 1 | 2, persona: string): SimulatedContact['part'] {
  if (number === 1) return 'champion'
  return persona === 'ravi-systems-lead' ? 'blocker' : 'decision-maker'
}
