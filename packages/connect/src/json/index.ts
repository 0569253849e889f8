export { type JsonSource, readJson, refuseDoubled, textOf } from './read-json.ts';
