/** The words of the dialog that takes a picture of the person's own, which come with it; of what is wrong with one, too. */
import { pictureSentences as enSentences, type PictureProblem } from '../../problems/pictures.ts';
import { say } from '../../problems/sentences.ts';
import { pictures as en } from './en/pictures.ts';
import { partWords } from './partWords.ts';
import { pictures as zh } from './zh/pictures.ts';
import { pictureSentences as zhSentences } from './zh/problems/pictures.ts';

export const usePictureWords = partWords({
  en: { ...en, problem: (problem: PictureProblem) => say(enSentences, problem) },
  zh: { ...zh, problem: (problem: PictureProblem) => say(zhSentences, problem) },
});
