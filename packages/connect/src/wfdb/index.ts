export { isBeat, readWfdbAnnotations, type WfdbAnnotation } from './read-annotations.ts';
export { readWfdb, type WfdbBlock } from './read-wfdb.ts';
export { unpackArchive } from './unpack-archive.ts';
export { readWfdbHeader, type WfdbFormat, type WfdbHeader, type WfdbSignal } from './wfdb-header.ts';
