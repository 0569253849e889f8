// A demo subject whose monitor was recorded: its waveforms are played into a circulation twin, over and over, and said to be.
import { subjectRef, TwinwardError, twinId } from '@twinward/contract';
import type { Services } from '../services.ts';

const RECORDING = '03700181';
const ID = twinId('recorded-monitor');
const SUBJECT = subjectRef(`Patient/${ID}`);
/** Seconds of the recording that make one observation: the twin looks an hour ahead, and ten seconds hardly change that. */
const RECORD_EVERY = 30;
const BY = { id: 'demo-feeder', role: 'engineer' } as const;

/** Opens the twin if it is not there, and begins to play unless it went on by itself. Told of trouble, the demo goes on without it. */
export async function playRecordedMonitor(
  services: Services,
  onTrouble: (error: unknown) => void,
): Promise<void> {
  try {
    const { title, attribution, licence } = await services.recordings.open(RECORDING);
    await open(
      services,
      `Recorded: ${attribution}; ${licence}; moved in time, otherwise unchanged. ${title}`,
    );
    if (services.playbacks.of(SUBJECT)?.over === false) return;
    const request = {
      subject: SUBJECT,
      recording: RECORDING,
      speed: 1,
      atEnd: 'loop',
      recordEvery: RECORD_EVERY,
    } as const;
    await services.playbacks.start(request, BY);
  } catch (error) {
    onTrouble(error);
  }
}

async function open({ runtime, clock }: Services, attribution: string): Promise<void> {
  const at = clock.now();
  const audit = {
    at,
    actor: BY.id,
    role: BY.role,
    action: 'openTwin',
    target: SUBJECT,
    allowed: true,
    reason: 'the demo opens its own twins',
    request: 'demo',
  };
  try {
    await runtime.openTwin(
      {
        id: ID,
        subject: SUBJECT,
        label: `Recorded monitor ${RECORDING}`,
        origin: 'recorded',
        attribution,
        model: 'circulation',
        facts: {},
        at,
      },
      [audit],
    );
  } catch (error) {
    if (!(error instanceof TwinwardError && error.code === 'resource.conflict')) throw error;
  }
}
