/** What the cases of both engines span: `small.gpu.test.ts` and `smallStock.gpu.test.ts` run all of them. */
import { expect, test } from 'vitest';
import { caseOf, Reference, smallNetworks } from './kit.ts';

test.each([2, 3, 7, 10, 100])('a network that tells %i classes apart is held to PyTorch', (classes) => {
  const names = smallNetworks.filter((name) => caseOf(name).spec.classes === classes);
  expect(names).not.toEqual([]);
  for (const name of names) {
    const golden = caseOf(name);
    const reference = new Reference(golden);
    expect(reference.get('logits').length, name).toBe(golden.batch * classes);
    expect(reference.get('grad.classifer.bias').length, name).toBe(classes);
  }
});
