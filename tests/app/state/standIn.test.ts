/** What is shown of a picture until the network has answered about it. */
import { describe, expect, it } from 'vitest';
import { standInOf } from '../../../src/app/state/standIn.ts';
import type { Answer, Pictures, Question } from '../../../src/training/questions.ts';
import type { TapRequest } from '../../../src/training/taps.ts';

const answer: Answer = {
  network: { kind: 'run', runId: 'r', step: 1, epoch: 0.1 },
  logits: new Float32Array(10),
  pooled: [],
  sizes: [],
  maps: [],
};
const about = (pictures: Pictures, taps: Partial<TapRequest> = {}): Question => ({
  pictures,
  taps: { mode: 'evaluation', ...taps },
});
const test = (index: number): Pictures => ({ kind: 'test', indices: [index] });
const scope = 'layer1.0';
const last = { scope, question: about(test(3)), answer };

describe('an answer', () => {
  it('is of what was asked, unless a block was switched since', () => {
    const asked = { scope, question: about(test(4)) };
    const told = { answer, question: asked.question };
    expect(standInOf({ answer }, asked, last)).toEqual({ ...told, before: undefined });
    expect(standInOf({ answer, behind: true }, asked, last)).toEqual({ ...told, before: 'network' });
  });

  it('stands in for the one about another picture, and that is known', () => {
    const before = (pictures: Pictures) => standInOf({}, { scope, question: about(pictures) }, last);
    expect(before(test(4))).toEqual({ answer, question: last.question, before: 'picture' });
    expect(before({ kind: 'pixels', images: new Uint8Array(3) }).before).toBe('picture');
  });

  it('holds of the same picture that is asked about otherwise', () => {
    const gradient = { block: scope, classes: [3] };
    const asked = { scope, question: about(test(3), { gradient }) };
    expect(standInOf({}, asked, last)).toEqual({ answer, question: last.question, before: undefined });
    const images = new Uint8Array(3);
    const own = { ...last, question: about({ kind: 'pixels', images }) };
    const question = about({ kind: 'pixels', images }, { gradient });
    expect(standInOf({}, { scope, question }, own).before).toBeUndefined();
  });

  it('stands in for none of another part, and for none that is refused', () => {
    const asked = { scope, question: about(test(4)) };
    expect(standInOf({}, { ...asked, scope: 'layer2.0' }, last)).toEqual({});
    expect(standInOf({ problem: { kind: 'weights-gone' } }, asked, last)).toEqual({});
    expect(standInOf({}, undefined, last)).toEqual({});
    expect(standInOf({}, asked, undefined)).toEqual({});
  });
});
