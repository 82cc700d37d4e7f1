/** Which split a folder, a file or a column means by its name. */
import type { Brought } from './found.ts';

const words: readonly (readonly [Brought, RegExp])[] = [
  ['train', /^(train(ing)?|trn|tr|训练集?)$/],
  ['validation', /^(val(id|idation)?|dev|publictest|验证集?)$/],
  ['test', /^(test(ing)?|tst|te|t10k|eval(uation)?|privatetest|测试集?)$/],
];

/** A whole name, such as `Training` or `test1`. */
export function splitNamed(name: string): Brought {
  const word = name.toLowerCase().replace(/[\s_-]*\d*$/, '');
  return words.find(([, pattern]) => pattern.test(word))?.[0] ?? 'none';
}
