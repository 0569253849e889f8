// Follows hospitals in a thread of its own.
import { answerRequests } from '../threads/answer-requests.ts';
import { followHospital } from './follow-hospital.ts';

answerRequests(followHospital);
