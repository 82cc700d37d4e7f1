/** Both catalogues say everything, and the Chinese one says it in Chinese. */
import { describe, expect, it } from 'vitest';
import type { PairFacts } from '../../../src/app/i18n/pairFacts.ts';
import { choiceText, noEffectText, setTexts, valueText } from '../../../src/app/i18n/runTexts.ts';
import type { Words } from '../../../src/app/i18n/words.ts';
import { languages } from '../../../src/app/state/preferences.ts';
import { readySets } from '../../../src/data/sets/index.ts';
import { banned } from './banned.ts';
import { catalogues } from './catalogues.ts';

const { en } = catalogues;

/** A pair of twins, measured. */
const pairFacts: PairFacts = {
  networks: { residual: 'ResNet-56', plain: '普通网络-56' },
  finding: {
    outcome: 'residual-ahead',
    seed: 3,
    epochs: 5,
    norm: 'none',
    results: { residual: { train: 0.5, test: 0.4 }, plain: { train: 0.2, test: 0.2 } },
    gradients: {
      path: 'kept',
      ratio: { residual: 2, plain: 0.5 },
      correlation: { residual: 0.5, plain: 0.1 },
      common: 'far-less',
    },
  },
};

/** What texts that need more than numbers are tried with, by their path. */
const samples: Readonly<Record<string, readonly unknown[]>> = {
  'model.presetName': ['resnet20'],
  'model.networkName': ['resnet20', true],
  'runs.removed': [['记录']],
  'runs.restored': [['记录']],
  'files.network': ['ResNet-20', 'identity'],
  'drawer.group': ['schedule'],
  'data.keptFacts': [{ classes: 3, train: 120, test: 30, side: 32, bytes: 5000 }],
  'data.understood': [{ layout: 'csv', classes: 3, pictures: 150, train: 120, test: 30, splitting: 'parts' }],
  'data.useNamed': ['猫狗'],
  'data.saveNamed': ['猫狗'],
  'data.removeNamed': ['猫狗'],
  'data.removeQuestion': ['猫狗'],
  'data.noneFound': ['猫'],
  'data.nameOf': ['猫'],
  'data.taken': ['猫'],
  'data.include': ['猫'],
  'data.mergeOf': ['猫'],
  'data.mergeInto': ['猫'],
  'data.made': ['猫狗'],
  'data.coarse': [20, '5.0\u00a0%'],
  'data.shotsOf': ['猫', 3],
  'data.removeShot': [3, '猫'],
  'training.range': [1, 1000, 'epochs'],
  'training.unit': ['pictures'],
  'drawer.schedulePreview': [{ first: '1', highest: '2', last: '3', highestAt: '4', epochs: 5 }],
  'diagram.summary': [['1', '2']],
  'diagram.className': ['cat'],
  'predictions.shortClass': ['truck'],
  'blocks.shortClass': ['truck'],
  'landscape.twin': ['记录'],
  'landscape.label': ['记录', 0.5],
  'landscape.value': ['记录', 1.5, 0.5],
  'landscape.unknown': ['记录'],
  'landscape.centre': ['记录', 0.5, 0.9],
  'landscape.shape': ['记录', 0.3, 2],
  'landscape.path': ['记录', 12, 0.9],
  'landscape.rule': [256, '图片'],
  'diagram.flow': [['1', '2'], '3'],
  'report.better': ['甲', '乙', '1', '2', '3', '5'],
  'report.same': ['甲', '乙', '1', '2', '3', '5'],
  problem: [{ kind: 'run-over' }],
  notice: [{ kind: 'roofline' }],
  'log.change': [3, ['1', '2']],
  'log.recovery': [7, '坏了', 5],
  'page.recovered': ['坏了', 7, 5],
  'curves.changePart': ['Nesterov', '3'],
  'page.line': [true],
  'several.join': [['记录', false]],
  'several.inTable': ['depth-8'],
  'several.plan': [2, 3, 15, 1000, 4],
  'several.takes': ['3', true],
  'several.tooLong': ['3', 'halfHour'],
  'several.meanAndStd': [{ n: 2, mean: 0.5, std: 0.1 }],
  'several.compared': [
    {
      measure: 'gap',
      ahead: 'residual',
      behind: 'plain',
      gap: 0.1,
      n: [3, 3],
      interval: { low: -0.1, high: 0.3, real: false },
    },
  ],
  'several.diverged': ['plain', 2, 1],
  'twin.outcome': [pairFacts],
  'twin.without': ['none'],
  'twin.missing': ['ResNet-56', '普通网络-56', { done: 3, of: 15 }],
  'twin.gradients': [pairFacts],
  'speed.winners': ['3', ['5']],
  'speed.kernels': ['3', ['5']],
  'page.addressProblems': [['网址'], 3],
  'page.credit': ['CIFAR-10', ['Alex Krizhevsky', 'Geoffrey Hinton']],
};
const numbers = [3, 5, 7, 11] as const;

/** Every text of a catalogue by its path; those that are made of values, made of samples. */
function textsOf(node: unknown, path = ''): [string, unknown][] {
  if (typeof node === 'function') {
    try {
      return [[path, node(...(samples[path] ?? numbers))]];
    } catch (error) {
      throw new Error(`${path} needs a sample of its own, see the table above.`, { cause: error });
    }
  }
  if (typeof node !== 'object' || node === null) return [[path, node]];
  return Object.entries(node).flatMap(([key, value]) => textsOf(value, path === '' ? key : `${path}.${key}`));
}

const wordsOf = (language: keyof typeof catalogues) => new Map(textsOf(catalogues[language]));

/** Names and units that are written the same in Chinese. */
const names =
  /Grad-CAM|MNIST|IDX|NumPy|npz|Parquet|Hugging Face|Teachable Machine|CIFAR-100|tar\.gz|https|“train”|“test”|“cat\.0\.jpg”|HTML|Playground|Welch|CKA|Note31|Winograd|Ctrl|Shift|SVG|PNG|GIF|ReLU|WebGPU|WebGL|GPU|CPU|CIFAR-10|CIFAR|ImageNet|ResNet|PyTorch|AdamW|Adam|SGD|Nesterov|He\b|beta|fan-out|cutout|basic|bottleneck|cifar|imagenet|TensorBoard|TensorFlow\.js|JavaScript|JSON|CSV|GFLOP\/s|kB|KiB|MiB|GiB|ONNX|safetensors|zip|NHWC|NCHW|MAC|EN|Alex Krizhevsky|Vinod Nair|Geoffrey Hinton|Antognini and Sohl-Dickstein/g;
const chinese = /\p{Script=Han}/u;

describe('the catalogues', () => {
  it('have the same texts, and none is empty', () => {
    const english = wordsOf('en');
    expect(english.size).toBeGreaterThan(150);
    for (const language of languages) {
      const words = wordsOf(language);
      expect([...words.keys()].sort()).toEqual([...english.keys()].sort());
      for (const [path, text] of words) {
        expect(text, `${language} ${path}`).toBeTypeOf('string');
        expect(String(text).trim(), `${language} ${path}`).not.toBe('');
        expect(text, `${language} ${path}`).not.toMatch(/undefined|\[object|NaN/);
      }
    }
  });

  it('have a sample for no text that does not exist', () => {
    const paths = new Set(textsOf(en).map(([path]) => path));
    for (const path of Object.keys(samples)) expect(paths).toContain(path);
  });

  it('have no English left in the Chinese one', () => {
    for (const [path, text] of wordsOf('zh')) {
      // Titles stay as they were published.
      if (path.includes('.papers.')) continue;
      const rest = String(text).replaceAll(names, '');
      expect(rest, path).not.toMatch(/[a-z]{3,}/i);
      if (!chinese.test(rest)) expect(rest, path).not.toMatch(/[a-z]{2,}/i);
    }
  });

  it('credit whoever made the data set', () => {
    const credits = languages.map((language) =>
      catalogues[language].page.credit('CIFAR-10', readySets.cifar10.authors),
    );
    expect(credits).toEqual([
      'Pictures: CIFAR-10, Alex Krizhevsky, Vinod Nair and Geoffrey Hinton.',
      '图片来自 CIFAR-10，作者 Alex Krizhevsky、Vinod Nair 和 Geoffrey Hinton。',
    ]);
  });

  it('have words for choices by setting and value', () => {
    const texts = (words: Words) => [
      choiceText(words, 'shortcut', 'none'),
      valueText(words, 'augment', 'none'),
      choiceText(words, 'optimizer', 'none'),
      choiceText(words, 'width', 'none'),
    ];
    expect(texts(catalogues.en)).toEqual(['none (plain)', 'none', 'none', 'none']);
    expect(texts(catalogues.zh)).toEqual(['无（普通网络）', '无', 'none', 'none']);
  });

  it('say what was changed by hand in the words of the choices', () => {
    const changed = { learningRate: 0.05, augment: ['crop', 'cutout'] } as const;
    expect(setTexts(catalogues.en, changed)).toEqual([
      'Learning rate set to 0.05',
      'Augmentation set to crop, cutout',
    ]);
    expect(setTexts(catalogues.zh, changed)).toEqual(['学习率改为 0.05', '数据增强改为 裁剪，遮挡']);
    expect(setTexts(catalogues.zh, { augment: [] })).toEqual(['数据增强改为 无']);
  });

  it('say why a setting is without effect', () => {
    const adamw = { key: 'optimizer', is: 'adamw' } as const;
    expect(noEffectText(catalogues.en, adamw)).toBe('No effect while Optimizer is AdamW.');
    expect(noEffectText(catalogues.zh, adamw)).toBe('“优化器”为“AdamW”时不起作用。');
    expect(noEffectText(catalogues.en, { key: 'weightDecay', is: 0 })).toBe(
      'No effect while Weight decay is 0.',
    );
  });

  it('have none of the words that were found odd, wrong or at odds with another', () => {
    for (const [language, rules] of Object.entries(banned))
      for (const [path, text] of wordsOf(language as keyof typeof catalogues))
        for (const [word, why] of rules) expect(text, `${language} ${path}: ${why}`).not.toMatch(word);
  });

  it('keep a number and its unit on one line', () => {
    for (const language of languages)
      for (const [path, text] of wordsOf(language))
        expect(text, `${language} ${path}`).not.toMatch(/\d (?:%|[KMG]iB|MB)/);
  });

  it('punctuate Chinese sentences in Chinese', () => {
    for (const [path, text] of wordsOf('zh')) {
      expect(text, path).not.toMatch(/\p{Script=Han}[,.;:!?()]|[,;:!?()]\p{Script=Han}/u);
    }
  });
});
