// A thread that compares the wards of one hospital under changes with themselves, and ends.
import { workerData } from 'node:worker_threads';
import { answerFromThread } from './answer-from-thread.ts';
import { type ComparedWardWork, wardComparison } from './ward-comparison.ts';

void answerFromThread(async () => wardComparison(workerData as ComparedWardWork));
