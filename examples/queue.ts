// An emergency department by day: how long people wait, and what one more doctor from noon on would change for the same people.
import {
  exponential,
  logNormalOf,
  ProcessSimulation,
  process as pathway,
  processModel,
} from '@twinward/simulate';

const visit = pathway()
  .assign({ urgency: { kind: 'empirical', values: [1, 2, 3], weights: [0.1, 0.3, 0.6] } })
  .seize({ nurse: 1 })
  .delay(logNormalOf(6, 3), 'triage') // minutes
  .release({ nurse: 1 })
  .seize({ cubicle: 1, doctor: 1 }, { priority: { attribute: 'urgency' }, patience: exponential(240) })
  .delay(logNormalOf(20, 12), 'examination')
  .release({ doctor: 1 })
  .choose([[0.4, pathway().delay(exponential(45), 'tests')]])
  .release({ cubicle: 1 });

const day = { times: [0, 240, 720], rates: [0.1, 0.12, 0.05], period: 1440 }; // arrivals a minute from 08:00 on
const department = processModel({
  resources: { nurse: { capacity: 1 }, doctor: { capacity: 2 }, cubicle: { capacity: 8 } },
  sources: { patient: { rate: day, process: visit } },
});

const morning = new ProcessSimulation(department, { seed: '00000000000000ed' });
morning.advance(240);
for (const doctors of [2, 3]) {
  const future = ProcessSimulation.restore(department, morning.snapshot());
  future.setCapacity('doctor', doctors);
  future.advance(720);
  const { waits, left } = future.summary().sources.patient!;
  const { count, mean } = waits['cubicle+doctor']!;
  const gone = left.reneged?.count ?? 0;
  console.log(
    `${doctors} doctors: ${count} seen after ${mean.toFixed(0)} min on average, ${gone} went unseen`,
  );
}
