export { textOfHtml } from './text-of-html.ts';
