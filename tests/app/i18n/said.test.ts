/**
 * What is said behind the page is said in Chinese too. The sentences are read from the source, so that a new one
 * cannot be forgotten.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { translator } from '../../../src/app/i18n/translator.ts';
import { said } from '../../../src/app/i18n/zh/said/index.ts';
import { configFromQuery } from '../../../src/training/config.ts';

/** Where sentences begin that can reach the page. */
const speakers = [
  ...['src/data', 'src/data/browser', 'src/worker', 'src/webgpu', 'src/trainer', 'src/nn'],
  'src/training/divergence.ts',
];

/** Faults of the program itself, which no user can cause or mend, and texts that are none. */
const inside = [
  /^(There are|There is no picture|Picture) X/,
  /^The (forward pass|recorded step|step has no|network has no|initial weights|stock kernel|variant) /,
  /^(Draws have|Batch norm lost|A tensor of the step|Our training kernels)/,
  /^X has X bindings|^X pieces are more|^A tile/,
  /^(evaluate|logits|train|enable|fn) |totals read|^@group|^X (or|X)|^X or X$| or $/,
];

const proseOf = (file: string): string[] => {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) texts.push(node.text);
    else if (ts.isTemplateExpression(node))
      texts.push(node.head.text + node.templateSpans.map((span) => `X${span.literal.text}`).join(''));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return texts.filter((text) => /[A-Za-z] [a-z]/.test(text));
};

const filesOf = (speaker: string): string[] =>
  speaker.endsWith('.ts')
    ? [speaker]
    : readdirSync(speaker)
        .filter((name) => name.endsWith('.ts'))
        .map((name) => join(speaker, name));

describe('sentences from behind the page', () => {
  const sentences = speakers
    .flatMap(filesOf)
    .flatMap((file) => proseOf(file).map((text) => [file, text] as const));

  it('are found in the source', () => {
    expect(sentences.length).toBeGreaterThan(50);
  });

  it.each(sentences.filter(([, text]) => !inside.some((form) => form.test(text))))('%s: %s', (_, text) => {
    const chinese = said(text);
    expect(chinese).toMatch(/\p{Script=Han}/u);
    expect(chinese).not.toMatch(/\p{Script=Han}[,.;:!?()]|[,;:!?()]\p{Script=Han}|undefined/u);
  });

  it('are translated with what is in them', () => {
    const unreachable =
      'Shard train-07.webp could not be loaded: the server answered 503. Check the connection and press Train again.';
    expect(said(unreachable)).toBe(
      '分片 train-07.webp 无法加载：服务器的回答是 503。请检查网络连接，然后再按“训练”。',
    );
    expect(said('Training runs through WebGPU on Apple M2.')).toBe('训练通过 Apple M2 上的 WebGPU 进行。');
    expect(
      said(
        'This browser has no WebGPU, and WebGL is missing too, so training runs in plain JavaScript on the CPU, which is very slow; Chrome and Edge have it from version 113, Safari from 26 and Firefox from 141 on Windows.',
      ),
    ).toBe(
      '这个浏览器没有 WebGPU，WebGL 也没有，所以只能用 JavaScript 在 CPU 上训练，非常慢；Chrome 和 Edge 从 113 版、Safari 从 26 版、Windows 上的 Firefox 从 141 版起支持。',
    );
    expect(said('This file is quite another thing.')).toBe('This file is quite another thing.');
  });

  it.each([
    [['epochs', '0'], 'epochs必须是 1 到 1000 之间的整数，而不是“0”。'],
    [['blocks', '2,x'], 'blocks的每一项必须是'],
    [['model', 'vgg'], 'model必须是'],
    [['augment', 'spin'], '必须是 none，或用逗号连接的'],
  ])('name a bad setting of the address: %j', ([key, value], expected) => {
    const message = () => {
      try {
        configFromQuery([[String(key), String(value)]]);
      } catch (error) {
        return (error as Error).message;
      }
      return '';
    };
    expect(said(message())).toContain(expected);
    expect(said(message())).not.toMatch(/must|but it/);
  });
});

describe('a translator', () => {
  it('takes the first phrase that fits, inside out, and leaves signs of patterns alone', () => {
    const translate = translator([
      ['{a} (really?) is {b}.', '{b} ist {a}.'],
      ['one', 'eins'],
      ['{a} is {b}.', '{a} = {b}'],
    ]);
    expect(translate('one (really?) is two.')).toBe('two ist eins.');
    expect(translate('$& is one.')).toBe('$& = eins');
    expect(translate('neither')).toBe('neither');
  });
});
