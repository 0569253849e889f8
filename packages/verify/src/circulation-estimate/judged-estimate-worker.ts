// Estimates outputs in a thread of its own.
import { answerRequests } from '../threads/answer-requests.ts';
import { judgedEstimate } from './judged-estimate.ts';

answerRequests(judgedEstimate);
