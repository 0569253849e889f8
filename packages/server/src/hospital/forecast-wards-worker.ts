// A thread that forecasts the wards of one hospital and ends.
import { workerData } from 'node:worker_threads';
import { answerFromThread } from './answer-from-thread.ts';
import { forecastWards, type WardWork } from './forecast-wards.ts';

void answerFromThread(async () => forecastWards(workerData as WardWork));
