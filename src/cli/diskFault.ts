/** Why a disk did not take or give something, as a clause with what to do about it. */
import { reasonOf } from '../base/errors.ts';

interface Fault {
  readonly happened: string;
  readonly advice: string;
}

const full: Fault = { happened: 'the disk is full', advice: 'make room there' };
const gone: Fault = { happened: 'the folder is gone', advice: 'put it back, or choose another one' };
const occupied: Fault = { happened: 'a file is in the place of a folder', advice: 'choose another folder' };
const forbidden: Fault = {
  happened: 'writing there is not allowed',
  advice: 'allow it, or choose another folder',
};

const faults: Readonly<Record<string, Fault>> = {
  ENOSPC: full,
  EDQUOT: { happened: 'your share of the disk is used up', advice: 'make room there' },
  EROFS: { happened: 'the disk is read-only', advice: 'make it writable, or choose another folder' },
  EACCES: forbidden,
  EPERM: forbidden,
  ENOENT: gone,
  ENOTDIR: occupied,
  EEXIST: occupied,
  EIO: { happened: 'the disk failed', advice: 'check it, or choose another one' },
};

/** Such as `the disk is full` and `make room there`, for whatever the file system threw. */
export function diskFault(error: unknown): Fault {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return faults[code] ?? { happened: reasonOf(error), advice: 'choose another folder' };
}
