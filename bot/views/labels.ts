/** What the buttons say that ask the next question or show more of an answer. */
export const label = {
  allPersonas: 'All personas',
  howToAsk: 'How to ask',
  /** Of whatever is shown in short. */
  allOfIt: 'All of it',
  content: 'Content',
  forWhom: (who: string) => `For ${who}`,

  objections: 'Objections',
  allObjections: 'All objections',
  fromWhom: (who: string) => `From ${who}`,
  playbooks: 'Playbooks',
  allArguments: 'All arguments',
  whatToAsk: 'What to ask',
  heard: 'Heard something new',
  whoIsWho: 'Who is who',
  afterTheCall: 'After the call',

  allAbout: 'All about',
  allAboutWhom: (who: string) => `All about ${who}`,
  successor: (who: string) => `Open ${who}`,
  bothOf: (one: string, other: string) => `${one} and ${other}`,
  wants: 'Wants and fears',
  decides: 'How they decide',
  says: 'What to say',
  allToTurnAway: 'All to turn away',

  wholePath: 'The whole path',
  everybodyAt: (stage: string) => `Everybody at ${stage}`,
  allAt: (stage: string) => `All at ${stage}`,

  wholeJob: 'The whole job',
  nextJob: (title: string) => `Next: ${title}`,
  jobsOf: (who: string) => `Jobs of ${who}`,

  whoDecides: 'Who decides',
  whatToGiveThem: 'What to give them',

  allRules: 'All rules',

  allThemes: 'All themes',
  painsOf: (who: string) => `Pains of ${who}`,

  methods: 'Methods',
  waysToResearch: 'Ways to research',
  evidenceOf: (who: string) => `Evidence of ${who}`,

  sentenceBySentence: 'Sentence by sentence',
  doubt: "Doesn't fit?",

  allVersions: 'All versions',
  changesOf: (version: number) => `Changes of version ${version}`,

  why: 'Why?',
  beforeACall: 'Before a call',
  notThem: (name: string) => `Not ${name}`,

  leaving: 'Leaving',
  support: 'Support',
  expansion: 'Expansion',
  renewal: 'Renewal',
  curves: 'Curves',
  levers: 'Levers',

  whoMayLeave: 'Who may leave',
  whoMayPayMore: 'Who may pay more',
  whatTheyBring: 'What they bring',

  onboardingShorter: 'Onboarding shorter',
  fewerTickets: 'Fewer tickets',
  moreUse: 'More use',

  experiments: 'Experiments',
  allExperiments: 'All experiments',

  buyers: 'Buyers',
  campaigns: 'Campaigns',
  allSources: 'All sources',
  allFields: 'All fields',
  stageAdoption: 'The stage adoption',
}
