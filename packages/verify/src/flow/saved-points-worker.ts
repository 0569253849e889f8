// A worker thread of `verify flow`: saves and restores a run at its share of the points.
import { parentPort, workerData } from 'node:worker_threads';
import { type SavedPoints, savedPoints } from './saved-points.ts';

parentPort!.postMessage((workerData as readonly SavedPoints[]).map((work) => savedPoints(work)));
