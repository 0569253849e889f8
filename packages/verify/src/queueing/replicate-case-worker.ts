// Runs replications of queueing systems in a thread of its own.
import { answerRequests } from '../threads/answer-requests.ts';
import { replicateCase } from './replicate-case.ts';

answerRequests(replicateCase);
