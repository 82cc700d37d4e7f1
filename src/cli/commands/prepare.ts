/** `prepare`: makes public/cifar10 from the original pictures. Safe to run again; progress goes to stderr. */
import { parseArgs } from 'node:util';
import { DataError } from '../../data/dataError.ts';
import { type BuildReport, buildCifar10 } from '../../data/node/build.ts';
import { originalFolder, preparedFolder } from '../../data/node/folders.ts';

function showProgress(done: number, total: number): void {
  const line = `CIFAR-10: shard ${done} of ${total}`;
  if (process.stderr.isTTY) process.stderr.write(`\r${line}${done === total ? '\n' : ''}`);
  // A log file needs no sixty lines.
  else if (done % 10 === 0) process.stderr.write(`${line}\n`);
}

function readForce(argv: readonly string[]): boolean {
  try {
    return parseArgs({ args: [...argv], options: { force: { type: 'boolean' } } }).values.force ?? false;
  } catch {
    throw new DataError(`prepare takes no option but --force, but was given "${argv.join(' ')}".`);
  }
}

/** @throws DataError with one sentence for the user. */
export async function prepare(argv: readonly string[]): Promise<void> {
  const force = readForce(argv);
  const start = performance.now();
  let report: BuildReport;
  try {
    report = await buildCifar10({
      // Resolved late: a complete folder needs no package.
      source: () => originalFolder(),
      target: preparedFolder,
      force,
      onProgress: showProgress,
    });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOSPC')
      throw new DataError('The disk is full: CIFAR-10 needs about 110 MB in public/cifar10.');
    throw error;
  }
  const { shards, bytes, written } = report;
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const what = written === 0 ? 'verified' : `${written} written`;
  process.stderr.write(
    `CIFAR-10 is ready: ${shards} shards, ${(bytes / 1e6).toFixed(0)} MB, ${what} in ${seconds} s.\n`,
  );
}
