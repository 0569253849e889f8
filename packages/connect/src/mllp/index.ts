export { type AcknowledgementCode, acknowledgement } from './acknowledgement.ts';
export { FrameReader, frameOf, LARGEST_FRAME } from './frame-reader.ts';
