import { readFileSync } from 'node:fs'

/** Words that carry no meaning of their own in a question; accents left out, as in every word that is compared. */
const ENGLISH = `a about again all also am an and any are as at be been but by can cannot could did do does each either ever every for from get
  gets give go had has have he her here hers him his how i if in into is it its just know let like make many may me mention might
  mine most much must my no not of on one or other our ours out over own per please raise should show since so some still such
  tell than that the their them then there these they thing think this those though to too under up us very was we were what when
  where whether which while who whom whose why will with would yes yet you your yours being having doing during through throughout via upon onto until till
  because she himself herself itself themselves myself yourself ourselves whilst among amongst toward towards whenever wherever whatever however although
  s t ll re ve d m don doesn didn isn aren wasn weren wouldn couldn shouldn hasn haven hadn ain`
const GERMAN = `aber als am auch auf aus bei bin bist bitte das dass dem den denn der des die dich dir doch du ein eine einem einen einer
  eines er es etwa fur gibt hab habe haben hat hatte ich ihm ihn ihnen ihr ihre ihren ihrer im ins ist kann kein keine keinen konnen
  man mein meine mich mir mit mussen nach nicht noch nur ob oder sein seine sich sie sind soll sollen uns unser unsere vom von vor
  wann warum wegen welche welchen welcher welches wem wen wenn wer werden wie wieso wir wird wo wurde zu zum zur und uber`
const FRENCH = `au aux avec ce ces cette dans de du elle elles est et il ils je la le les leur lui mes ne nos notre nous ou par pas
  pour pourquoi quand que quel quelle quelles quels qui quoi sa sans ses sont sur tu un une vos votre vous qu`
const SPANISH = `al como cual cuando del donde el ella ellos esta este lo los las muy nos para pero por que quien se sin su sus una unos
  unas y ya`
const OTHERS =
  '何 誰 どこ いつ なぜ 的 了 是 在 吗 和 与 什么 怎么 谁 哪里 что как кто где когда почему и в на не с по для это'

const STOP = new Set([ENGLISH, GERMAN, FRENCH, SPANISH, OTHERS].flatMap((words) => words.split(/\s+/)))
/** Japanese writes its particles and endings in one or two of these letters. */
const PARTICLE = /^\p{Script=Hiragana}{1,2}$/u

export const isStopWord = (word: string): boolean => STOP.has(word) || PARTICLE.test(word)

/**
 * Words that are in all kinds of questions, whatever they are about: they tell a little, but nobody is answered or
 * refused for their sake.
 */
const LIGHT = new Set(
  `able absolutely phase stage ours theirs ones sent spoke spoken told went wrote list person guys lady man woman men women folks thinks think thought says
  want wanting take took let wonder wondering mind else please supposed hi dear brand whole full after before against actual actually ago already always another answer anybody anyone anything anyway apart area around ask asked asking away
  back bad basically become before begin behave best better between big bit both brief briefly bring business came care case
  certain chance clear clearly come comes coming common commonly company concretely consider correct course customer customers buyer
  buyers client clients prospect prospects currently day days deal dealing describe detail details difference different directly discuss
  easily easy effective else end enough especially even everybody everyone everything exactly example examples expect explain fact far
  feel feels few find finds first folks follow full generally getting given gives giving going gonna good got great group guy guys
  handle handled handling happen happened happening happens hard hear heard hello help helpful helps hey hi hold idea ideal ideally
  important improve info information instead involved issue keep keeps kind kinds largest last lately later least less lot lots
  main mainly major matter matters mean meaning means meet moment more mostly move near necessary need needed needs never new next nice
  normally nothing now often okay old once only overview particular particularly perhaps person persona personas
  place play please point possible possibly prefer prepare present pretty probably product proper properly put question questions quick
  quickly quite rather real really reason reasons regarding relevant reply respond response right run said same say saying says
  see seem seems seen set short side simple simply single situation small somebody someone something sometimes soon sort
  speak specific start stuff sure take takes taking talk talking team tends thank thanks things thought today
  together told tomorrow took top topic towards treat tried true try trying turn two type types typical typically understand use
  used useful uses using usual usually value want wanted wants way ways week well whole within without won word words work worked
  working works world worth wrong year years sagt sagen sage meint findet braucht mochte macht machen geht gut besser heisst bedeutet antwortet antworten dit dire fait faire
  veut besoin dice decir hace hacer quiere
  goes gone made makes making found finding finds look looks looked looking sound sounds sounded seemed seen saw hung hang got gotten puts
  putting brings bringing brought kept keeping lets letting wonders guess suppose supposing tells telling knows knew known knowing thinking feeling felt
  needing likes liked likely love loves hate hates helped helping shows showed shown showing gave given tries began begins begun
  beginning starts started starting moved moves sits sit sitting stands stand standing runs running ran time times minute minutes one two three four
  five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty hundred dozen couple
  nobody none noone others somewhere anywhere everywhere maybe apparently obviously suddenly finally eventually recently afterwards beforehand meanwhile
  further off down along across behind beside ideas tip tips advice suggest suggestion suggestions option options specifically sorry fellow bunch straight
  absolutely completely totally definitely certainly simply hardly barely nearly almost quite honestly basically`.split(
    /\s+/,
  ),
)

/** Words of everyday: in a question about business they tell less than others do. */
const EVERYDAY = new Set(
  readFileSync(new URL('lists/everyday.txt', import.meta.url), 'utf8')
    .trim()
    .split(/\s+/),
)

export const isEverydayWord = (word: string): boolean => EVERYDAY.has(word)

/** A number in a story is seldom the one that an answer has. */
const NUMBER = /^\p{N}+$/u

export const isLightWord = (word: string): boolean => LIGHT.has(word) || NUMBER.test(word)

/** Words for what somebody is, which are part of many a title and no name. */
export const ROLES = new Set(
  `lead leader buyer user owner manager director head chief officer specialist expert assistant coordinator administrator analyst
  engineer developer founder partner executive president vice senior junior operator planner planning reader`.split(
    /\s+/,
  ),
)
