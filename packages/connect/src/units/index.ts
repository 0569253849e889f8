export { convertUcum, isUcum, ucumOf } from './ucum.ts';
