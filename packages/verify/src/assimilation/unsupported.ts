/** What an experiment or a setting asks for and the suite does not have: an explicit refusal. */
export class Unsupported extends Error {}
