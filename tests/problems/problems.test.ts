/** What is said of a problem or a notice, in every language: all of it, and every value as it is. */
import { describe, expect, it } from 'vitest';
import { classroomSentences as chineseClassroom } from '../../src/app/i18n/zh/problems/classroom.ts';
import { ownDataSentences as chineseOwnData } from '../../src/app/i18n/zh/problems/ownData.ts';
import { pictureSentences as chinesePictures } from '../../src/app/i18n/zh/problems/pictures.ts';
import { sweepSentences as chineseSweeps } from '../../src/app/i18n/zh/problems/sweep.ts';
import { languages } from '../../src/app/state/preferences.ts';
import { InternalError } from '../../src/base/errors.ts';
import { type ClassroomProblem, classroomSentences } from '../../src/problems/classroom.ts';
import { noticeOf, type Problem, ProblemError, problemOf, sentenceOf } from '../../src/problems/index.ts';
import { type OwnDataProblem, ownDataSentences } from '../../src/problems/ownData.ts';
import { type PictureProblem, pictureSentences } from '../../src/problems/pictures.ts';
import { say as sayOf } from '../../src/problems/sentences.ts';
import { deviceReasonFrom, problemFrom } from '../../src/problems/stored.ts';
import { type SweepProblem, sweepSentences } from '../../src/problems/sweep.ts';
import { configFromQuery, parseSetting } from '../../src/training/config.ts';
import { catalogues } from '../app/i18n/catalogues.ts';
import {
  classroomProblems,
  notices,
  ownDataProblems,
  pictureProblems,
  problems,
  reasons,
  sweepProblems,
  valuesOf,
  withTexts,
} from './samples.ts';

type Told = Readonly<{ kind: string }>;
const classroomWords = { en: classroomSentences, zh: chineseClassroom };
const pictureWords = { en: pictureSentences, zh: chinesePictures };
const sweepWords = { en: sweepSentences, zh: chineseSweeps };
const ownDataWords = { en: ownDataSentences, zh: chineseOwnData };
/** Everything there is to tell, and how a language tells it. */
const tellings = languages.flatMap((language) => {
  const { problem, notice } = catalogues[language];
  return [
    { language, what: 'problem', all: problems as readonly Told[], say: problem as (told: Told) => string },
    { language, what: 'notice', all: notices as readonly Told[], say: notice as (told: Told) => string },
    {
      language,
      what: 'problem of a picture',
      all: pictureProblems as readonly Told[],
      say: (told: Told) => sayOf(pictureWords[language], told as PictureProblem),
    },
    {
      language,
      what: 'problem of a classroom',
      all: classroomProblems as readonly Told[],
      say: (told: Told) => sayOf(classroomWords[language], told as ClassroomProblem),
    },
    {
      language,
      what: 'problem of a sweep',
      all: sweepProblems as readonly Told[],
      say: (told: Told) => sayOf(sweepWords[language], told as SweepProblem),
    },
    {
      language,
      what: 'problem of own data',
      all: ownDataProblems as readonly Told[],
      say: (told: Told) => sayOf(ownDataWords[language], told as OwnDataProblem),
    },
  ];
});

/** Sentences of a library or a browser stand as they are in every language. */
const isForeign = ({ kind }: Told): boolean => kind === 'text';

describe.each(tellings)('every $what in $language', ({ language, all, say }) => {
  it('has words with all its values', () => {
    expect(all.length).toBeGreaterThan(6);
    for (const told of all) {
      const words = say(told);
      expect(words.trim(), told.kind).not.toBe('');
      expect(words, told.kind).not.toMatch(/undefined|\[object|NaN|null/);
      for (const value of valuesOf(told)) expect(words, told.kind).toContain(String(value));
    }
  });

  it('has words of its own', () => {
    const words = all.map(say);
    expect(new Set(words).size).toBe(words.length);
  });

  it.each(['test', 'it hurts', 'train', 'loss', 'the whole', 'Not there', '$&', '{name}'])(
    'takes the text “%s” as it is',
    (text) => {
      // A text of no language at all shows where it goes.
      const mark = 'ʘʘ';
      for (const told of all) {
        const words = say(withTexts(told, text));
        expect(words, told.kind).toBe(say(withTexts(told, mark)).replaceAll(mark, () => text));
        if (words.includes(mark)) expect(words, told.kind).toContain(text);
      }
    },
  );

  it('is a whole sentence', () => {
    // What a measurement is doing stands in a line of its own.
    const sentences = all.filter(({ kind }) => !noticesInPassing.has(kind)).map(say);
    for (const words of sentences)
      expect(words).toMatch(language === 'zh' ? /^[^\n]+[。.]$/ : /^["A-Z\d][^\n]+\.$|^--|^QUUX/);
  });
});
const noticesInPassing = new Set(['tuning', 'warming-up', 'compiling', 'checking', 'roofline', 'timing']);

describe('in Chinese', () => {
  const { problem, notice } = catalogues.zh;
  const texts = [
    ...problems.filter((told) => !isForeign(told)).map((told) => problem(withTexts(told, 'ʘʘ'))),
    ...notices.filter((told) => !isForeign(told)).map((told) => notice(withTexts(told, 'ʘʘ'))),
    ...pictureProblems.map((told) => sayOf(chinesePictures, withTexts(told, 'ʘʘ'))),
    ...classroomProblems.map((told) => sayOf(chineseClassroom, withTexts(told, 'ʘʘ'))),
    ...sweepProblems.map((told) => sayOf(chineseSweeps, withTexts(told, 'ʘʘ'))),
    ...ownDataProblems.map((told) => sayOf(chineseOwnData, withTexts(told, 'ʘʘ'))),
  ];
  /** Names that are the same in every language, and what is typed as it stands here. */
  const names =
    /localhost|https?|WebGPU|WebGL|GPU|CPU|JavaScript|Chrome|Edge|Firefox|Safari|Windows|JSON|UTF-8|zip|SVG|PDF|HEIC|JPEG|Ctrl|Mac|PNG|WebP|GIF|AVIF|BMP|PyTorch|safetensors(\.(torch|numpy)\.save_file)?|Git LFS|git lfs pull|TensorFlow\.js|model\.json|Python|pickle|NumPy|\.(pth?|np[yz])\b|float32|__proto__|npm run resnet -- prepare|--force|true|false|none|2d/g;

  it('no English is left, and marks of Chinese follow Chinese', () => {
    for (const words of texts) {
      expect(words).toMatch(/\p{Script=Han}/u);
      expect(words.replaceAll(names, '')).not.toMatch(/[a-z]{3,}/i);
      expect(words).not.toMatch(/\p{Script=Han}[,.;:!?()]|[,;:!?()]\p{Script=Han}/u);
    }
  });

  it('what is typed into a field, into the address or a name that a driver gives stands as it is', () => {
    const told = (work: () => unknown): string => {
      try {
        work();
        return '';
      } catch (error) {
        return problem(problemOf(error));
      }
    };
    expect(told(() => parseSetting('epochs', 'test'))).toBe(
      '轮数必须是 1 到 1000 之间的整数，而不是“test”。',
    );
    expect(told(() => parseSetting('epochs', 'it hurts'))).toBe(
      '轮数必须是 1 到 1000 之间的整数，而不是“it hurts”。',
    );
    expect(configFromQuery([['blocks', '2,x']]).problems.map(problem)).toEqual([
      'blocks的每一项必须是 1 到 200 之间的整数，而不是“x”。',
    ]);
    expect(notice({ kind: 'on-webgpu', name: 'train', software: false })).toBe(
      '训练通过 train 上的 WebGPU 进行。',
    );
  });
});

describe('an error', () => {
  it('carries a problem and says it in English', () => {
    const error = new ProblemError({ kind: 'run-over' });
    expect(error.message).toBe('The run is over.');
    expect(problemOf(error)).toEqual({ kind: 'run-over' });
  });

  it('of somebody else, or of the program itself, is said in its own words', () => {
    expect(sentenceOf(problemOf(new Error(' The GPU was lost ')))).toBe('The GPU was lost.');
    expect(sentenceOf(problemOf(new InternalError('Draws have five columns.')))).toBe(
      'Draws have five columns.',
    );
    expect(catalogues.zh.problem(problemOf('why?'))).toBe('why?');
  });
});

describe('what is stored of a sentence', () => {
  it('is what it was made of, for every problem and every reason of a device', () => {
    for (const problem of problems)
      expect(problemFrom(sentenceOf(problem), structuredClone(problem))).toEqual(problem);
    for (const reason of reasons)
      expect(deviceReasonFrom(noticeOf(reason), structuredClone(reason))).toEqual(reason);
  });

  it('is what it was made of, in the words that an earlier version had for it', () => {
    const reason = { kind: 'on-webgpu', name: 'Google SwiftShader', software: true } as const;
    const earlier =
      'Training runs through WebGPU on Google SwiftShader, a software adapter: right, but slow.';
    expect(noticeOf(reason)).not.toBe(earlier);
    expect(deviceReasonFrom(earlier, reason)).toEqual(reason);
  });

  it('is the sentence itself where the data are missing, damaged or of another version', () => {
    const sentence = 'The width must be a whole number from 1 to 512, but it is 0.';
    const text: Problem = { kind: 'text', text: sentence };
    for (const data of [undefined, null, 'width', {}, { kind: 'toString' }, { kind: 'network-size', min: 1 }])
      expect(problemFrom(sentence, data)).toEqual(text);
    expect(deviceReasonFrom('In WebGPU.', { kind: 'on-webgpu' })).toEqual({
      kind: 'text',
      text: 'In WebGPU.',
    });
  });
});
