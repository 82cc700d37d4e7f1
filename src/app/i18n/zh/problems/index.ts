/** Chinese: what went wrong and what is told, for every member of the unions in src/problems. */
import type { Notice, Problem } from '../../../../problems/index.ts';
import { type Sentences, say, textSentence } from '../../../../problems/sentences.ts';
import { dataSentences } from './data.ts';
import { depthSentences } from './depth.ts';
import { deviceReasons, deviceSentences } from './device.ts';
import { fileSentences } from './files.ts';
import { questionSentences } from './questions.ts';
import { benchTasks, runSentences } from './run.ts';
import { networkSentences, settingSentences } from './settings.ts';

const problems: Sentences<Problem> = {
  ...settingSentences,
  ...networkSentences,
  ...deviceSentences,
  ...dataSentences,
  ...fileSentences,
  ...runSentences,
  ...questionSentences,
  ...depthSentences,
  text: textSentence,
};
const notices: Sentences<Notice> = { ...deviceReasons, ...benchTasks };

export const problem = (of: Problem): string => say(problems, of);

export const notice = (of: Notice): string => say(notices, of);
