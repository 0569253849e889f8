// the twin that most of what is shown is of
const TWIN = '/twins/simulated-1';

/** Every page in each of its states, by a name for messages. */
export const ROUTES: readonly (readonly [string, string])[] = [
  ['overview', '/twins'],
  ['overview of those in doubt', '/twins?show=attention'],
  ['people', '/people'],
  ['alerts', '/alerts'],
  ['alerts that are over', '/alerts?show=resolved'],
  ['missing alert', '/alerts/nobody'],
  ['person', '/people/simulated-1'],
  ['person with the what-if open', '/people/simulated-1?try=carbohydrate@0~grams:20&for=60'],
  ['heartbeat', '/twins/simulated-3-heart?tab=beat'],
  ['missing person', '/people/nobody'],
  ['twin', TWIN],
  ['twin of a recorded person', '/twins/recorded-1636-69-001?range=24h&paths=1'],
  ['twin with a what-if', `${TWIN}?if=carbohydrate@0~grams:20,bolus@10~units:1`],
  ['history', `${TWIN}?tab=history`],
  ['how well a twin knows', '/twins/recorded-1636-69-001?tab=knows'],
  ['risk', '/risk'],
  ['risk of a person with diabetes', '/risk?of=diabetes&person=simulated-1&changes=metformin'],
  ['lab', '/lab'],
  ['missing twin', '/twins/nobody'],
  ['models', '/models'],
  ['model card', '/models/glucose-s2008'],
  ['monitors', '/monitor'],
  ['monitor', '/monitor/Patient%2Frecorded-monitor'],
  ['monitor of nobody', '/monitor/Patient%2Fnobody'],
  ['import', '/import'],
  ['connections', '/connections'],
  ['audit', '/audit'],
  ['nothing', '/nowhere'],
];
