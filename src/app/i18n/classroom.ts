/** The words of assignments and hand-ins, which come with their views. */
import { type ClassroomProblem, classroomSentences as enSentences } from '../../problems/classroom.ts';
import { say } from '../../problems/sentences.ts';
import { classroom as en } from './en/classroom.ts';
import { partWords } from './partWords.ts';
import { classroom as zh } from './zh/classroom.ts';
import { classroomSentences as zhSentences } from './zh/problems/classroom.ts';

export const useClassroomWords = partWords({
  en: { ...en, problem: (problem: ClassroomProblem) => say(enSentences, problem) },
  zh: { ...zh, problem: (problem: ClassroomProblem) => say(zhSentences, problem) },
});
