export { PacketLengths } from './packet-lengths.ts';
export { ALL_READINGS, deviceOfTopic, receiptTopic } from './topic.ts';
