/** For tests that look at what a person is told: a problem or a notice by its English words. */
import { type Notice, noticeOf, type Problem, sentenceOf } from '../../src/problems/index.ts';

const wordsOf = (told: Problem | Notice): string => {
  try {
    return sentenceOf(told as Problem);
  } catch {
    return noticeOf(told as Notice);
  }
};

/** Equals every problem or notice that these are the words of, or that match them. */
export const saying = (words: string | RegExp): unknown => ({
  asymmetricMatch: (told: Problem | Notice) =>
    typeof words === 'string' ? wordsOf(told) === words : words.test(wordsOf(told)),
  toString: () => 'Saying',
  getExpectedType: () => 'object',
  toAsymmetricMatcher: () => `Saying<${words}>`,
});

/** What somebody else said, word by word. */
export const text = (words: string) => ({ kind: 'text', text: words }) as const;
