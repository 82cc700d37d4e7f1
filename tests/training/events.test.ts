/** The log line, character for character. */
import { describe, expect, it } from 'vitest';
import { clockTime, type EpochEvent, noteEpochLine } from '../../src/training/events.ts';

const epoch = (change: Partial<EpochEvent>): EpochEvent => ({
  type: 'epoch',
  epoch: 1,
  epochs: 100,
  step: 391,
  trainLoss: 1.859971,
  trainAccuracy: 0.327,
  testLoss: 1.527176,
  testAccuracy: 0.4409,
  learningRate: 0.1,
  seconds: 96,
  imagesPerSecond: 520,
  ...change,
});

describe("the seed note's epoch line", () => {
  it('is met to the space', () => {
    expect(noteEpochLine(epoch({}))).toBe(
      ' Epoch [  1/100 ]  train_loss:1.859971  train_acc:32.70%  test_loss:1.527176  test_acc:44.09%  \tTime 01:36',
    );
    const tenth = epoch({ epoch: 10, trainLoss: 0.467333, trainAccuracy: 0.8367, testLoss: 0.518429 });
    expect(noteEpochLine({ ...tenth, testAccuracy: 0.8189, seconds: 105 })).toBe(
      ' Epoch [ 10/100 ]  train_loss:0.467333  train_acc:83.67%  test_loss:0.518429  test_acc:81.89%  \tTime 01:45',
    );
  });

  it('keeps its columns in short and in long runs', () => {
    // A number of two looks says so.
    expect(noteEpochLine(epoch({ testAccuracy: 0.5 }), true)).toContain(
      'test_acc:50.00% with mirror  \tTime',
    );
    expect(noteEpochLine(epoch({ epochs: 3 }))).toMatch(/^ Epoch \[ {2}1\/3 \] {2}train_loss/);
    expect(noteEpochLine(epoch({ epochs: 1000 }))).toMatch(/^ Epoch \[ {3}1\/1000 \] {2}train_loss/);
  });
});

describe('times', () => {
  it.each([
    [0, '00:00'],
    [59.4, '00:59'],
    [59.6, '01:00'],
    [96, '01:36'],
    [3599.4, '59:59'],
    [3599.6, '1:00:00'],
    [3723, '1:02:03'],
  ])('%d s is %s', (seconds, text) => {
    expect(clockTime(seconds)).toBe(text);
  });
});
