/** The words of the page inside another one. */
import { partWords } from './partWords.ts';

export const useEmbedWords = partWords({
  en: { full: 'Open the whole page' },
  zh: { full: '打开完整页面' },
});
