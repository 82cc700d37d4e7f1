/**
 * One process at a time writes the folder of a run: a file there names the process. It goes when that process ends; where it
 * was killed, the file stays, and the next process finds that nobody holds it any more. A number that the system gave to
 * another process since is told apart by when that one started.
 */
import {
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { UsageError } from './options.ts';

const lockName = 'run.lock';

interface Holder {
  readonly pid: number;
  readonly host: string;
  /** When the process started, in the system's own measure; empty where the system does not say. */
  readonly started: string;
}

/** Linux says when a process started, in ticks since a start of the system that has a name. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name of the program, in parentheses, may hold anything; the start is the 22nd field.
    const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${ticks}`;
  } catch {
    return '';
  }
}

const mine = (): string =>
  JSON.stringify({ pid: process.pid, host: hostname(), started: startOf(process.pid) } satisfies Holder);

function holderOf(text: string): Holder | undefined {
  try {
    const { pid, host, started } = JSON.parse(text) as Partial<Holder>;
    return typeof pid === 'number' && typeof host === 'string' && typeof started === 'string'
      ? { pid, host, started }
      : undefined;
  } catch {
    // A power cut may leave the name without the words.
    return undefined;
  }
}

function isAlive({ pid, started }: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Somebody else's process may not be signalled, but it is there.
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  return started === '' || startOf(pid) === started;
}

const read = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
};

/** The file appears with its words in it, or not at all where another is there. */
function create(path: string, text: string): boolean {
  const aside = `${path}.${process.pid}`;
  try {
    writeFileSync(aside, text);
    try {
      linkSync(aside, path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      // Some file systems have no links.
      writeFileSync(path, text, { flag: 'wx' });
    }
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

/** Takes a lock away that nobody holds. Where another process was quicker, its new lock is put back. */
function takeAway(path: string, abandoned: string): void {
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  if (read(aside) !== abandoned) renameSync(aside, path);
  rmSync(aside, { force: true });
}

/** What processes left that were killed in the middle of taking the folder. */
function sweep(folder: string): void {
  for (const name of readdirSync(folder)) {
    const [prefix, pid] = [name.slice(0, lockName.length + 1), Number(name.slice(lockName.length + 1))];
    if (prefix === `${lockName}.` && !isAlive({ pid, host: '', started: '' }))
      rmSync(join(folder, name), { force: true });
  }
}

/** Removes a folder and those above it, from the uppermost on that was made for it. @throws Where one is not empty. */
function removeEmpty(folder: string, made: string): void {
  const top = resolve(made);
  for (let at = resolve(folder); at.startsWith(top); at = dirname(at)) rmdirSync(at);
}

export interface FolderLock {
  /** The process that was killed and whose lock this was, if any. */
  readonly after?: number;
  /**
   * Makes sure that the folder is still this process's; one that was removed meanwhile is made anew.
   * @throws UsageError when another process has taken it.
   */
  readonly hold: () => void;
  /** Gives it back. A folder that was made for this and is empty goes. */
  readonly release: () => void;
}

/**
 * Makes the folder, if need be, and takes it for this process.
 * @throws UsageError when another process has it, or what the file system throws.
 */
export function lockFolder(folder: string): FolderLock {
  const path = join(folder, lockName);
  const own = mine();
  let after: number | undefined;
  /** The uppermost folder that was made. */
  let made: string | undefined;

  function take(): void {
    const first = mkdirSync(folder, { recursive: true });
    made ??= first;
    while (!create(path, own)) {
      const text = read(path);
      // It went in this moment.
      if (text === undefined) continue;
      const holder = holderOf(text);
      if (holder && (holder.host !== hostname() || isAlive(holder))) {
        const elsewhere = holder.host === hostname() ? '' : ` on ${holder.host}`;
        throw new UsageError(
          `Process ${holder.pid}${elsewhere} is training in ${folder}: wait for its end or choose another folder. (If it is no training, remove ${path}.)`,
        );
      }
      after = holder?.pid;
      takeAway(path, text);
    }
    sweep(folder);
  }

  const release = () => {
    try {
      if (read(path) === own) rmSync(path, { force: true });
      if (made !== undefined) removeEmpty(folder, made);
    } catch {
      // It stays, and is told from a held one once this process has ended.
    }
  };
  take();
  process.once('exit', release);
  return {
    after,
    hold: () => {
      if (read(path) !== own) take();
    },
    release: () => {
      process.off('exit', release);
      release();
    },
  };
}
