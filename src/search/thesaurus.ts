import { isLightWord, ROLES } from './stop-words.ts'
import { stemOf } from './words.ts'

/**
 * Words and phrases of business that mean nearly the same, one group a line. They stand in where a company's own
 * vocabulary says nothing, and count less than it does.
 */
const GROUPS = `
afraid, fear, fears, worry, worries, worried, scared, scare, nervous, concern, concerned, anxious, anxiety, dread, frightened, keep up at night, keeps up at night, up at night, lose sleep, awake at night, uneasy
risk, risks, danger, dangerous, threat, hazard, downside, exposure, worst case
goal, aim, objective, target, ambition, aspiration, achieve, accomplish, wish, hope, dream, hope for, be after, strive
pain, pain point, problem, trouble, frustration, frustrated, frustrate, headache, annoy, annoyed, annoying, bother, struggle, suffer, hurt, difficulty, hardship, complaint, grievance, sore spot, bug
motive, motivation, motivate, drive, driver, care about, incentive, matter most, what moves
trigger, prompt, spark, kick off, set off, buying signal, cause to look, start looking, start searching, wake up call
channel, media, outlet, newsletter, podcast, hang out, spend time online, consume, follow, get news from, subscribe
trust, credible, credibility, believe, believable, confidence, confident, rely on, faith, convincing
reassure, calm, comfort, soothe
convince, persuade, win over, sway, talk into, bring round, buy in
proof, evidence, case study, case studies, success story, success stories, reference, references, testimonial, demonstrate, prove, back up, customer story, data point
decide, decision, choose, choice, select, selection, evaluate, evaluation, pick, make up mind, shortlist, vet, judge, compare
deal breaker, dealbreaker, breaker, veto, showstopper, red line, no go, must have, non negotiable, knock out, walk away
never say, not to say, not say, don t say, should not say, avoid saying, taboo, not to mention, not mention, avoid mentioning, off limits, wrong thing to say, shouldn t i say, shouldn t we say, shouldn t say, should i not say, should we not say, must not say, mustn t say, words to avoid
avoid, never do, not to do, mistake, mistakes, pitfall, pitfalls, don ts, faux pas
measure, metric, kpi, success metric, indicator, number, figure, track, judged by, measured by, yardstick, benchmark
objection, objections, pushback, push back, resistance, hesitation, hesitate, doubt, doubts, reservation, excuse, say no, concern
answer, reply, respond, response, counter, handle, rebut, come back, retort, react
language, vocabulary, jargon, wording, phrase, phrases, term, terms, talk like, terminology, slang
pitch, message, messaging, tagline, talk track, one liner, elevator pitch, slogan, story, opening line
price, pricing, cost, costs, costly, expensive, fee, fees, rate, rates, charge, tariff, quote, how much, price tag, pricey, dear, list price, subscription fee
budget, budgets, funding, funds, money, afford, affordable, spend, spending, cash, purse strings
cheap, cheaper, inexpensive, low cost, undercut, bargain, lower price
discount, rebate, price cut, price reduction, knock off, concession, special price, money off, percent off
pay, payment, payments, invoice, invoices, bill, billing, billed
return on investment, roi, payback, pay back, pay off, pays off, break even, worth it, business case, amortise, amortize
save, savings, saving, economise, cut costs, reduce cost
revenue, turnover, income, sales figures, takings
profit, margin, earnings
growth, grow, scale, scaling, expand, expansion, upsell, upgrade, cross sell, add more, additional seats
contract, agreement, terms and conditions, commitment, tie in, lock in, sign, signature, signing, paperwork
contract length, term length, duration, minimum term, long contract, years commitment
renewal, renew, renews, renewing, extend contract, prolong, extension, resign, re sign, contract end, contract is up, up for renewal, runs out, expire, expires
churn, cancel, cancellation, cancelling, leave, leaving, quit, terminate, termination, give notice, drop out, defect, switch away, attrition, lose customer, losing customer, abandon, walk out, jump ship, walk away, about to leave, threaten to leave, threatening to leave
retention, retain, keep customer, save account, hold on to, win back, rescue, at risk account
onboarding, onboard, rollout, roll out, implementation, implement, go live, going live, set up, setup, deployment, deploy, introduction, launch, get started, getting started, installation, install, first weeks, first days, ramp up
adoption, usage, uptake, active use, engagement, daily use, utilisation
activation, aha, aha moment, first success, first value, light bulb, time to value
advocacy, advocate, recommend, recommendation, refer, referral, word of mouth, promoter, ambassador, fan
awareness, discover, first hear, become aware, attention
consideration, evaluation, evaluating, trial, trialling, trying out, comparing
purchase, buy, buying, procure, procurement, purchasing, close the deal, closing
pilot, proof of concept, poc, trial run, test phase, trial period, free trial, sandbox
training, train, trained, learn, learning, teach, course, workshop, coach, coaching, instruct, instruction, briefing
easy, simple, straightforward, intuitive, user friendly, effortless, ease of use
complex, complicated, difficult, hard to use, hard, confusing, overwhelming, tricky, cumbersome
slow, sluggish, lag, delay, delayed, late, takes too long
fast, quick, speedy, rapid, swift, speed, how soon, short time, how long
meeting, call, conversation, appointment, talk, chat, session
first call, first meeting, intro call, discovery call, initial call, first conversation, kick off call
email, mail, e mail, write to, message
discovery, qualify, qualifying, qualification, find out, uncover, probe, questions to ask, dig
recognise, recognize, identify, spot, tell apart, detect, notice, sign, signal, telltale, hint, clue
disqualify, exclude, exclusion, turn away, reject, refuse, not a fit, bad fit, poor fit, wrong customer, not sell, steer clear, say no to, not worth, turn down, bad ones, wrong people
negative persona, bad customer, wrong customers, anti persona
competitor, competitors, rival, rivals, competition, other vendor, other vendors, other provider, incumbent, versus, vs, beat, compete, up against
strength, strengths, strong, good at, better at, advantage, advantages, edge, upside
weakness, weaknesses, weak, worse, shortcoming, drawback, drawbacks, disadvantage, fall short, lack, gap, behind
differ, different, difference, differentiate, differentiation, distinguish, stand out, set apart, unique, position, positioning
in house, build it ourselves, build our own, own solution, homegrown, home grown, self made, diy, do it yourself, write our own, develop ourselves
spreadsheet, spreadsheets, excel, sheet, sheets
do nothing, status quo, stay as is, no decision, leave as is, inertia, muddle through
existing tool, already have, current system, current tool, current solution, existing system, existing solution, already use, in place
no time, too busy, bad timing, bad time, not now, later, postpone, wait until, next year, call back later, swamped, not a priority
committee, stakeholder, stakeholders, buying center, buying centre, buying group, decision makers, decision maker, who decides, who is involved, sits at the table, involved, panel
champion, sponsor, supporter, ally, advocate inside, internal champion
blocker, opponent, gatekeeper, detractor, stand in the way, stops the deal
influence, influencer, sway, have a say, weigh in, has the ear of
boss, manager, superior, supervisor, head, chief, line manager
executive, c level, c suite, leadership, management, board, top management, director
owner, founder, proprietor, ceo, managing director
finance, cfo, accounting, accountant, controlling, controller, treasurer, bookkeeping, finance team, money people, money person, money guy, finance guy, finance person
it, it department, tech, technology, systems, engineering, technical, developer, sysadmin
operations, operational, logistics operations, day to day
employee, employees, staff, worker, workers, workforce, personnel, crew, colleague, colleagues, team
union, works council, labour representatives, labor union, employee representatives, betriebsrat
customer, client, buyer, prospect
user, users, end user, end users, people who use
partner, reseller, distributor, agency, integrator
supplier, vendor, provider
security, secure, data protection, privacy, gdpr, compliance, compliant, iso 27001, soc 2, pen test, penetration test, infosec, confidentiality
hosting, hosted, cloud, data centre, data center, where data is stored, servers, data residency
integration, integrate, integrates, integrating, interface, connect, connector, connection, api, sync, synchronise, plug into, hook up, work with our
export, get data out, download data, data portability, take data
migration, migrate, switch over, move over, transfer data, import data, switching
downtime, outage, unavailable, crash, crashes, breakdown, fails, failure, down
support, help desk, helpdesk, customer service, customer care, hotline
ticket, tickets, support case, request, support request
escalation, escalate, escalated, escalates, angry, furious, upset, mad, livid, complain, complains, complaining, outraged
manual, by hand, handwritten, on paper, paper, pen and paper
automate, automation, automatic, automated, hands free
error, errors, mistake, fault, defect, bug
report, reporting, dashboard, analytics, statistics
plan, planning, schedule, scheduling, roster, timetable
deadline, due date, time limit, cut off
season, peak, high season, busy season, busiest, rush
employee turnover, staff turnover, somebody leaves, people leave
job, job to be done, jobs to be done, hire for, hired for, hire us, task, get done, try to get done
circumstance, circumstances, situation, occasion, context, scenario
value, benefit, benefits, worth, value proposition, usp, selling point, what is in it for, gain
efficiency, efficient, productive, productivity, process time, streamline, time saving
plays, play, playbook, guide, how to, procedure, steps, runbook, script, instructions, cheat sheet
checklist, to do list, to do, tick off
template, form, blank, fill in, sample
brief, briefing, creative brief, agency brief, campaign brief
campaign, ad, ads, advertising, advertisement, promotion
content, article, blog, blog post, white paper, whitepaper, webinar, video, ebook, download, downloads, collateral, material, asset, handout, deck, slides, one pager, leaflet, brochure
landing page, website, homepage, web page, site copy
feature, functionality, capability, function, requirement
roadmap, product plan, upcoming features, backlog
interview, interviews, research, study, survey, surveys, poll, questionnaire
quarterly review, qbr, business review, check in, health check
friction, annoy, annoyed, annoying, bother, frustrate, stuck, hurdle, obstacle, barrier, stumbling block, bottleneck, blocked, snag
strategy, strategic, theme, direction, priority, initiative
remote, home office, work from home, distributed
mobile, phone, smartphone, app, on the go, handset
tender, rfp, request for proposal, bid, public tender, invitation to tender
reference call, peer, peers, someone like them, similar companies, companies like them, same size
guarantee, warranty, assurance, promise, exit, way out, money back, get out, opt out
delay decision, stall, stalls, stalled, gone quiet, ghost, ghosted, ghosting, goes silent, no reply, stops answering, go dark
small business, smb, sme, small company, mid market, midsize, mid size, midsized
enterprise, large company, corporate, big company, large account, key account
merger, acquisition, acquired, takeover, bought by
frequency, how often, per week, weekly, daily
location, site, sites, depot, branch, branches, plant, facility
vehicle, vehicles, truck, trucks, van, vans, lorry, lorries, fleet, car
warehouse, storage, stock, depot
supply chain, logistics, shipping, freight, delivery, deliveries, haulage, transport
doctor, physician, practitioner, clinician
patient, patients
student, students, pupil, pupils, learner
teacher, teachers, instructor, lecturer, educator
lawyer, attorney, legal, counsel
shop, store, retail, retailer, merchant
restaurant, kitchen, hospitality, catering
password, login, log in, sign in, credentials, single sign on, sso
holiday, vacation, leave of absence, time off
hire, recruit, recruiting, recruitment, new staff
accounting software, bookkeeping software
shift, shifts, handover, hand over, hand off, handoff
identity, role, job title, position held, background, profile, who is
age of company, company size, how big, employees count
bankrupt, insolvent, go bust, go under, too small, small vendor, young company, startup, start up, survive, still exist, still be around, still there, out of business
develop, build, code, program, programming, write software, construct, create, make ourselves
poorly, badly, unhealthy, health, healthy, in trouble, going wrong, doing well, doing badly, warning sign, warning signs, red flag, red flags, early warning
fortnight, two weeks, 14 days, first two weeks, second week
month, 30 days, four weeks
quarter, 90 days, three months, quarterly
half year, six months, 180 days
year, annual, annually, yearly, twelve months, 12 months
price increase, price rise, increase, raise, rise, higher price, dearer, more expensive, goes up, went up, price went up, new price
staff reps, staff representatives, employee reps, worker representatives, works council, labour council
desperate, urgent, urgently, urgency, emergency, panic, hurry, rush, asap, right away, immediately, last minute
cautious, careful, risk averse, conservative, wary, hesitant, prudent, sceptical, skeptical
contest, dispute, challenge, query, disagree, question the bill, argue about
minimum, at least, smallest, threshold, lower limit, too few, below
maximum, at most, largest, upper limit, above
requirement list, requirements, specification, specs, catalogue, wish list, list of requirements, feature list
copy, copied, one to one, replicate, clone, rebuild, exactly as, same as today, mirror
huge, large, big, giant, enormous, massive
small, tiny, little, single site, one man
taken over, take over, takes over, acquired, acquisition, merger, merged, parent company, new owners, new owner
prevent, avoid, stop
uniform, standard, standardise, standardize, consistent, the same everywhere, alike
own thing, differently, own way, own rules, local rules
monitor, surveillance, spy, track, tracking, watch, watched, control, see where, position data
welcome, greet, greeting, first question, opening question, sign up form, signup, sign up
package, bundle, suite, all in one, everything in one
compare with, against, versus
winter, christmas, november, december, holiday season, black friday, peak
summer, vacation time, quiet months
tidy, organise, organize, sort out, set in order
forget, forgot, forgotten, miss, missed, overlook, slip through
responsible, accountable, owner of, in charge, charge
argue, argument, debate
document, documentation, docs, manual, handbook
show, demo, demonstration, product tour, presentation, present
test, try, try out
legal, contract law, lawyer, legal team
procurement, purchasing, buyer, sourcing
hr, human resources, personnel department
board, supervisory board, executive board, management board
public, government, authority
news, newsletter, press
social media, linkedin, facebook, forum, community, group chat
search engine, google, search online, look online, research online
event, trade fair, fair, conference, congress, exhibition, meetup
rating, ratings, review, reviews, review site, comparison site, capterra
colleague, peer, fellow, other company
quit job, resign, resigns, resignation, gives notice, falls ill, sick, illness
night, evening, after hours, late at night
weekend, saturday, sunday
early, morning, before work
overtime, extra hours, long hours, extra work
hours, time spent, working time, effort
driver, drivers, chauffeur, crew on the road
planner, dispatcher, scheduler, dispatch
guarantee, sla, uptime, availability
permission, permissions, access rights, role, roles, rights
notify, notification, alert, reminder, ping
offline, no signal, no reception, dead zone
old, legacy, outdated, old fashioned
new customer, new account, fresh account, newly signed, just signed
first impression, opening, opener, open with, start with, begin with
close, closing, sign off, get signed, get it signed
follow up, chase, chasing, get back, nudge
no show, stood us up, cancelled meeting
silent, quiet, silence, unresponsive, not responding, no answer
happy, satisfied, satisfaction, pleased, content, delighted
unhappy, dissatisfied, disappointed, disappointment, frustrated
promise, commitment, commit, pledge
lie, overpromise, exaggerate, too good to be true
blame, fault, guilty
proud, pride, look good, recognition, reputation, credit
embarrass, embarrassed, look bad, look naive, lose face, shame
calm, relaxed, peace of mind, peace
stress, stressed, pressure, overworked, overload
waste, wasted, wasting, lost time
duplicate, twice, double, double entry, retype, re enter, copy paste
transparent, transparency, visibility, overview, see everything
accurate, accuracy, precise, correct, reliable, reliability
flexible, flexibility, adapt, customise, customize, tailor, tailored, custom
language of, translate, translation, localisation, multilingual
pay per, usage based, consumption based
free, no cost, at no cost, gratis, complimentary
trial, pilot
team lead, shift lead, foreman, supervisor
scorecard, score, scoring, rate features, prioritise features, prioritize features, rank features
segment, segmentation, group, cluster, classify, tag, tagging, label
lead scoring, qualify leads, disqualified, junk leads
forecast, prediction, outlook
review meeting, retrospective, look back
`

/** Each group as its phrases. */
export const THESAURUS: string[][] = GROUPS.trim()
  .split('\n')
  .map((line) => line.split(', '))

const COMMON = new Set([...ROLES, ...THESAURUS.flat()].map(stemOf))

/** Whether a word is one of those that business is done in, and nobody's own name. */
export const isCommonWord = (word: string): boolean => isLightWord(word) || COMMON.has(stemOf(word))

const GROUPS_OF = Map.groupBy(
  THESAURUS.flatMap((group) => group.map((phrase) => ({ stem: stemOf(phrase), group }))),
  ({ stem }) => stem,
)

/** The stems of single words that mean about the same as one. */
export const relatedTo = (word: string): string[] =>
  (GROUPS_OF.get(stemOf(word)) ?? []).flatMap(({ group }) =>
    group.filter((phrase) => !phrase.includes(' ')).map(stemOf),
  )
