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

/** A name that has the split among other words, such as `train-00000-of-00001`, `x_test` or `fashion-mnist_train`. */
export function splitIn(name: string): Brought {
  const found = name
    .split(/[^\p{L}\d]+/u)
    .map(splitNamed)
    .filter((split) => split !== 'none');
  return found[found.length - 1] ?? 'none';
}
