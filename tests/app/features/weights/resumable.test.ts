/** What the page offers to go on with. */
import { expect, it } from 'vitest';
import { resumableOf } from '../../../../src/app/features/weights/resumable.ts';
import type { CheckpointInfo } from '../../../../src/storage/checkpoints.ts';
import { config, end, runId } from '../../events.ts';

const checkpoint: CheckpointInfo = { runId, savedAt: 1, bytes: 10, config, step: 10, epoch: 1 };
const earlier: CheckpointInfo = { ...checkpoint, runId: 'earlier' };
const checkpoints = [earlier, checkpoint];

it('is the newest of an earlier visit where the page has trained nothing yet', () => {
  expect(resumableOf(undefined, { checkpoints }, [])).toBe(earlier);
});

it('is the page’s own run once it was stopped, and no other', () => {
  expect(resumableOf({ id: runId, end: end('stopped') }, { checkpoints }, [])).toBe(checkpoint);
  expect(resumableOf({ id: 'new' }, { checkpoints }, [])).toBeUndefined();
});

it('is nothing of a finished run whose last checkpoint is still being written', () => {
  expect(resumableOf({ id: runId, end: end('finished') }, { checkpoints }, [])).toBeUndefined();
});

it('is nothing that has all its epochs, was declined, or is trained by another tab', () => {
  const over = [{ ...earlier, epoch: config.epochs }];
  expect(resumableOf(undefined, { checkpoints: over }, [])).toBeUndefined();
  expect(resumableOf(undefined, { checkpoints, declined: earlier.runId }, [])).toBeUndefined();
  expect(resumableOf(undefined, { checkpoints }, [earlier.runId])).toBeUndefined();
});
