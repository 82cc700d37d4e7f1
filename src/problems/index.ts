/**
 * Everything that trainer, worker, readers of files, settings and device choice have to say to a person, as data: what
 * happened, with the values as they are. The words stand apart from it, in English beside each union and in other languages
 * in src/app/i18n, so that a value is never translated and no sentence lacks a translation.
 *
 * To add one: a member in the file of its area, its English sentence below, its Chinese one in src/app/i18n/zh/problems.
 * Then `throw new ProblemError({ kind: … })`. Faults of the program itself, which nobody outside can mend, are InternalErrors.
 */
import { messageOf } from '../base/errors.ts';
import { type DataProblem, dataSentences } from './data.ts';
import { type DepthProblem, depthSentences } from './depth.ts';
import { type DeviceProblem, type DeviceReason, deviceReasons, deviceSentences } from './device.ts';
import { type FileProblem, fileSentences } from './files.ts';
import { type QuestionProblem, questionSentences } from './questions.ts';
import { type BenchTask, benchTasks, type RunProblem, runSentences } from './run.ts';
import { type Sentences, say, type Text, textSentence } from './sentences.ts';
import { type NetworkProblem, networkSentences, type SettingProblem, settingSentences } from './settings.ts';

/** What went wrong. */
export type Problem =
  | SettingProblem
  | NetworkProblem
  | DeviceProblem
  | DataProblem
  | FileProblem
  | RunProblem
  | QuestionProblem
  | DepthProblem
  | Text;

/** What is merely told: which device trains and why, what a measurement is doing. */
export type Notice = DeviceReason | BenchTask;

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

/** What went wrong, in English. */
export const sentenceOf = (problem: Problem): string => say(problems, problem);

/** What is told, in English. */
export const noticeOf = (notice: Notice): string => say(notices, notice);

/** Whether a run could go on all the same, if a person wants it. */
export const asksFirst = (
  problem: Problem,
): problem is Extract<Problem, { kind: 'other-device' | 'kernels-gone' }> =>
  problem.kind === 'other-device' || problem.kind === 'kernels-gone';

/** An error that a person is told of. Its message is the English sentence. */
export class ProblemError<P extends Problem = Problem> extends Error {
  override name = 'ProblemError';
  readonly problem: P;

  constructor(problem: P, options?: ErrorOptions) {
    super(sentenceOf(problem), options);
    this.problem = problem;
  }
}

/** What a person is told of whatever was thrown. */
export const problemOf = (error: unknown): Problem =>
  error instanceof ProblemError ? error.problem : { kind: 'text', text: messageOf(error).trim() };
