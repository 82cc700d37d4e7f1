/** The order of test files: those that take minutes first, so that at the end no core waits for the other. */
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const slow = [
  'cli/train.gpu.test.ts',
  'golden/deep.gpu.test.ts',
  'webgpu/engine.gpu.test.ts',
  'golden/small.gpu.test.ts',
  'webgpu/vitals.gpu.test.ts',
  'wgpu/golden.wgpu.test.ts',
  'webgpu/convDirect.gpu.test.ts',
];

/** Place in the list; behind it for every other file. */
const rank = ({ moduleId }: TestSpecification): number => {
  const place = slow.findIndex((file) => moduleId.endsWith(`tests/${file}`));
  return place < 0 ? slow.length : place;
};

export class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // Equal ranks keep vitest's own order.
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}
