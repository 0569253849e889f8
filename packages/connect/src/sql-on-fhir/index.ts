export { compileView, type View, type ViewRow } from './compile-view.ts';
export { readResource } from './read-resource.ts';
