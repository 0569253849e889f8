/** `dt/SITE/DEVICE/obs`: where a device publishes. */
const TOPIC = /^dt\/[^/+#]{1,64}\/([a-z0-9][a-z0-9\-.]{0,47})\/obs$/;

/** What a broker of others is asked for. */
export const ALL_READINGS = 'dt/+/+/obs';

/** The device a topic is of; null for one that is no place for readings. */
export function deviceOfTopic(topic: string): string | null {
  return TOPIC.exec(topic)?.[1] ?? null;
}

/** Where a device hears what became of what it published. */
export function receiptTopic(topic: string): string {
  return topic.replace(/obs$/, 'receipt');
}
