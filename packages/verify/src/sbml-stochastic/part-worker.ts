// Makes parts of stochastic ensembles in a thread of its own.
import { answerRequests } from '../threads/answer-requests.ts';
import { runPart } from './run-part.ts';

answerRequests(runPart);
