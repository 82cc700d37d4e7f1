/**
 * The log of a run: a line of JSON an event. A line that the disk does not take waits for the next one: a log never ends a
 * run. The file stays open, so that a log whose folder was removed can be put back whole.
 */
import {
  closeSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readSync,
  statSync,
  writeSync,
} from 'node:fs';
import { writeWhole } from '../base/node/wholeFile.ts';
import type { Checkpoint } from '../formats/checkpoint.ts';
import type { RunEvent } from '../training/events.ts';
import { eventJson } from './eventJson.ts';

/** Events of which the log holds no line. */
const unlogged: readonly RunEvent['type'][] = ['progress', 'phase', 'vitals', 'predictions', 'frame'];
/** Lines that wait at most for a disk that takes none: hours of a run. */
const mostWaiting = 50_000;

interface Line {
  readonly type: string;
  readonly step: number;
  readonly epoch?: number;
}

function lineOf(text: string): Line | undefined {
  try {
    const { type, step, epoch } = JSON.parse(text) as Partial<Line>;
    return typeof type === 'string' && typeof step === 'number' ? { type, step, epoch } : undefined;
  } catch {
    // The last line of a run that was killed.
    return undefined;
  }
}

/** Whether a line tells of something that a checkpoint has behind it; a resumed run writes all others again. */
function isBehind({ type, step, epoch }: Line, { position }: Checkpoint): boolean {
  switch (type) {
    case 'end':
      return false;
    case 'start':
      return step < position.step;
    case 'epoch':
      // A checkpoint in the middle of an evaluation has the step of its epoch, but not its result.
      return epoch !== undefined && epoch <= position.epoch;
    default:
      return step <= position.step;
  }
}

/**
 * A log as it was at a checkpoint: what came later is written again by the run that goes on. Epochs that it lacks come from
 * the checkpoint.
 */
export function logUntil(log: string, checkpoint: Checkpoint, runId: string): string {
  const lines = log.split('\n').flatMap((text) => {
    const line = lineOf(text);
    return line && isBehind(line, checkpoint) ? [{ text, ...line }] : [];
  });
  const told = new Set(lines.flatMap(({ type, epoch }) => (type === 'epoch' ? [epoch] : [])));
  for (const event of checkpoint.epochs) {
    if (!told.has(event.epoch)) lines.push({ text: JSON.stringify({ runId, ...event }), ...event });
  }
  lines.sort((a, b) => a.step - b.step);
  return lines.map(({ text }) => `${text}\n`).join('');
}

export interface RunLog {
  /** Never throws. */
  readonly write: (event: RunEvent) => void;
  /** Puts every line so far on the disk. @throws What the file system throws. */
  readonly flush: () => void;
  readonly close: () => void;
}

/**
 * @param content What it holds already.
 * @throws What the file system throws.
 */
export function openLog(path: string, content: string): RunLog {
  writeWhole(path, content);
  let file = openSync(path, 'r+');
  let size = Buffer.byteLength(content);
  let waiting: string[] = [];

  /** The file at the path may be another one than the one that is open, or none. */
  function isInPlace(): boolean {
    try {
      return statSync(path).ino === fstatSync(file).ino;
    } catch {
      return false;
    }
  }

  function putBack(): void {
    const written = Buffer.alloc(size);
    readSync(file, written, 0, size, 0);
    writeWhole(path, written);
    closeSync(file);
    file = openSync(path, 'r+');
  }

  function writeWaiting(): void {
    const bytes = Buffer.from(waiting.join(''));
    try {
      let done = 0;
      while (done < bytes.length) done += writeSync(file, bytes, done, bytes.length - done, size + done);
    } catch (error) {
      // No part of a line may stay where the next attempt writes it again.
      ftruncateSync(file, size);
      throw error;
    }
    size += bytes.length;
    waiting = [];
  }

  return {
    write: (event) => {
      if (unlogged.includes(event.type)) return;
      if (waiting.length < mostWaiting) waiting.push(`${JSON.stringify(eventJson(event))}\n`);
      try {
        writeWaiting();
      } catch {
        // `flush` says so, where it matters.
      }
    },
    flush: () => {
      if (!isInPlace()) putBack();
      writeWaiting();
      fsyncSync(file);
    },
    close: () => closeSync(file),
  };
}
