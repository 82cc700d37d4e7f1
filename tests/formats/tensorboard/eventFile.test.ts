/** Event files: the bytes that TensorBoard's own reader was seen to read (check.py), and that a long run makes no wait. Beside them the table that trackio was seen to read (checkTrackio.py). */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { metricsCsv } from '../../../src/formats/metricsCsv.ts';
import { filesOfRuns } from '../../../src/formats/severalRuns.ts';
import { crc32c, maskedCrc32c } from '../../../src/formats/tensorboard/crc32c.ts';
import { eventFileName, runEventFile, runEvents } from '../../../src/formats/tensorboard/runEvents.ts';
import { loggedFile, loggedRun, loggedTable } from './loggedRun.ts';

it('has the checksums of RFC 3720, and masks them as TFRecord does', () => {
  expect(crc32c(new TextEncoder().encode('123456789'))).toBe(0xe3069283);
  expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa);
  // Of the eight bytes of the length 24, by the tensorboard package.
  expect(maskedCrc32c(Uint8Array.of(24, 0, 0, 0, 0, 0, 0, 0))).toBe(0x224b7fa3);
});

it('is the file that TensorBoard read, to the byte', () => {
  expect(Buffer.compare(runEventFile(loggedRun), readFileSync(loggedFile))).toBe(0);
  expect(eventFileName(loggedRun.ended)).toBe('events.out.tfevents.1800000000.resnet-playground');
});

it('leaves out what is no number', () => {
  const last = runEvents(loggedRun).find(({ step }) => step === 300);
  expect(last?.values.map(({ tag }) => tag)).not.toContain('loss/train');
  expect(last?.values).toHaveLength(5);
});

it('tells of a run without epochs what it was', () => {
  expect(
    runEvents({ ...loggedRun, epochs: [] }).flatMap(({ values }) => values.map(({ tag }) => tag)),
  ).toEqual(['_hparams_/session_start_info', 'settings/text_summary', '_hparams_/session_end_info']);
});

it('holds 100,000 points within a second or two', () => {
  const [epoch] = loggedRun.epochs;
  const epochs = Array.from({ length: 16_667 }, (_, i) => ({ ...epoch!, step: i + 1 }));
  const started = performance.now();
  const bytes = runEventFile({ ...loggedRun, epochs });
  expect(performance.now() - started).toBeLessThan(10_000);
  expect(bytes.length).toBeGreaterThan(2_000_000);
});

it('has a time where an epoch has none, as a record may', () => {
  const [first, second] = loggedRun.epochs;
  const epochs = [first!, { ...second!, seconds: Number.NaN }];
  const times = runEvents({ ...loggedRun, epochs }).map(({ wallTime }) => wallTime);
  expect(times).toEqual([1_799_999_990, 1_800_000_000, 1_800_000_000, 1_800_000_000]);
});

it('is a table that trackio read, to the byte, whatever its numbers', () => {
  expect(metricsCsv(loggedRun)).toBe(readFileSync(loggedTable, 'utf8'));
  expect(metricsCsv({ epochs: loggedRun.epochs, ended: Number.NaN })).toMatch(/,640,\n/);
});

it('has a folder or a file for each of several runs', () => {
  const runs = ['a', 'b'].map((name) => ({ ...loggedRun, name }));
  const [first, second] = filesOfRuns('tensorboard', runs);
  expect(first?.path).toBe('a/events.out.tfevents.1800000000.resnet-playground');
  expect(second?.path).toBe('b/events.out.tfevents.1800000000.resnet-playground');
  expect(Buffer.compare(second!.bytes, readFileSync(loggedFile))).toBe(0);
  expect(filesOfRuns('csv', runs).map(({ path }) => path)).toEqual(['a.csv', 'b.csv']);
});
