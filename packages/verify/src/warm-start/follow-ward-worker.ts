// Follows wards in a thread of its own.
import { answerRequests } from '../threads/answer-requests.ts';
import { followWard } from './follow-ward.ts';

answerRequests(followWard);
