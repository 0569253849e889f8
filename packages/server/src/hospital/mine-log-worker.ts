// A thread that maps one event log and ends.
import { workerData } from 'node:worker_threads';
import { answerFromThread } from './answer-from-thread.ts';
import { type LogWork, mineLog } from './mine-log.ts';

void answerFromThread(() => mineLog(workerData as LogWork));
