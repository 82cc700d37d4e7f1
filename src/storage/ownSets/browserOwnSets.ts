/** The own sets of this browser, for page and worker alike. */
import { setFolders } from './folders.ts';
import { ownSetIndex } from './ownSetIndex.ts';
import { createOwnSets, type SetLock } from './ownSets.ts';

const lockName = 'resnet-playground.own-sets';

/** Insecure pages have no locks, and no files either. */
async function locked<T>(mode: LockMode, work: () => Promise<T>): Promise<T> {
  const locks = navigator.locks as LockManager | undefined;
  if (!locks) return work();
  let refused = true;
  try {
    return (await locks.request(lockName, { mode }, () => {
      refused = false;
      return work();
    })) as T;
  } catch (error) {
    // Where the browser keeps nothing for this page it refuses the lock; what the work says of that is better.
    if (refused) return work();
    throw error;
  }
}

const lock: SetLock = {
  exclusive: (work) => locked('exclusive', work),
  shared: (work) => locked('shared', work),
};

/** Insecure pages have no such thing. */
async function disk(): Promise<FileSystemDirectoryHandle> {
  const manager = navigator.storage as StorageManager | undefined;
  if (!manager?.getDirectory) throw new DOMException('There is no disk for this page.', 'NotSupportedError');
  return manager.getDirectory();
}

export const browserOwnSets = createOwnSets({
  folders: setFolders(disk),
  index: ownSetIndex,
  lock,
  now: Date.now,
  newFolder: () => crypto.randomUUID(),
});
