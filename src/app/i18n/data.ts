/** The words of the dialog that makes data sets of somebody's own pictures, which come with it; of what is wrong with them, too. */
import { ownDataSentences as enData, type OwnDataProblem } from '../../problems/ownData.ts';
import { type CameraProblem, pictureSentences as enPicture } from '../../problems/pictures.ts';
import { say } from '../../problems/sentences.ts';
import { data as en } from './en/data.ts';
import { partWords } from './partWords.ts';
import { data as zh } from './zh/data.ts';
import { ownDataSentences as zhData } from './zh/problems/ownData.ts';
import { pictureSentences as zhPicture } from './zh/problems/pictures.ts';

export type { PictureSource } from './en/data.ts';

/** Why there is no data set. */
export type DataProblem = OwnDataProblem | CameraProblem;

const isOfData = (problem: DataProblem): problem is OwnDataProblem => Object.hasOwn(enData, problem.kind);

const sayIn =
  (data: typeof enData, picture: typeof enPicture) =>
  (problem: DataProblem): string =>
    isOfData(problem) ? say(data, problem) : say(picture, problem);

export const useDataWords = partWords({
  en: { ...en, problem: sayIn(enData, enPicture) },
  zh: { ...zh, problem: sayIn(zhData, zhPicture) },
});
