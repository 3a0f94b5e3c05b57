export { loadFurtherView } from './load-further-view.ts';
